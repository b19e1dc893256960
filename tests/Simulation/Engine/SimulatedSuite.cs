using System.Security.Cryptography;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Simulation.Engine;

/// <summary>Cheap, deterministic cryptography. A signature is a hash keyed with the signer's secret, which only this object and
/// the signer know: nobody in a simulation can make another's, and everybody can have one checked.</summary>
/// <remarks>What a key draws for an input is a hash keyed with the same secret: one for each key and input, and nobody else's to make.
/// Seals have the form r ‖ s ‖ v of the product: r is the signer's account, s the keyed hash, v 0.</remarks>
public sealed class SimulatedSuite : IHashFunction, ISignatureScheme, IVerifiableRandom
{
    private const int SecretSizeBytes = 32;

    private readonly Dictionary<NodeId, (byte[] Secret, Address Address)> _byId = [];
    private readonly Dictionary<Address, byte[]> _byAddress = [];

    /// <summary>Begins without any key.</summary>
    public SimulatedSuite() => Suite = new CryptoSuite(this, this) { VerifiableRandom = this };

    /// <summary>All of it.</summary>
    public CryptoSuite Suite { get; }

    /// <inheritdoc/>
    public int SignatureSizeBytes => 65;

    /// <inheritdoc/>
    public int ProofSizeBytes => Hash256.SizeBytes;

    /// <summary>Makes the key with a number; equal numbers give equal keys.</summary>
    public ISigner Signer(int number)
    {
        byte[] secret = SHA256.HashData([.. "secret"u8, .. BitConverter.GetBytes(number)]);
        byte[] id = [.. SHA256.HashData([.. "x"u8, .. secret]), .. SHA256.HashData([.. "y"u8, .. secret])];
        var signer = new Key(this, secret, new NodeId(id));
        _byId[signer.Id] = (secret, signer.Address);
        _byAddress[signer.Address] = secret;
        return signer;
    }

    /// <inheritdoc/>
    public Hash256 Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Hash256.SizeBytes];
        SHA256.HashData(data, digest);
        return new Hash256(digest);
    }

    /// <inheritdoc/>
    public bool Verify(in NodeId signer, in Hash256 digest, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureSizeBytes
        && _byId.TryGetValue(signer, out (byte[] Secret, Address Address) key)
        && signature.SequenceEqual(Seal(key.Secret, key.Address, digest));

    /// <inheritdoc/>
    public bool TryRecover(in Hash256 digest, ReadOnlySpan<byte> signature, out Address signer)
    {
        signer = default;
        if (signature.Length != SignatureSizeBytes)
        {
            return false;
        }

        var address = new Address(signature.Slice(12, Address.SizeBytes));
        bool isValid = _byAddress.TryGetValue(address, out byte[]? secret)
            && signature.SequenceEqual(Seal(secret, address, digest));
        signer = isValid ? address : default;
        return isValid;
    }

    /// <inheritdoc/>
    public bool TryVerify(in NodeId prover, ReadOnlySpan<byte> input, ReadOnlySpan<byte> proof, out Hash256 output)
    {
        bool isValid = _byId.TryGetValue(prover, out (byte[] Secret, Address Address) key)
            && proof.SequenceEqual(Draw(key.Secret, input));
        output = isValid ? OutputOf(proof) : default;
        return isValid;
    }

    /// <inheritdoc/>
    public Hash256 OutputOf(ReadOnlySpan<byte> proof) => Hash([.. "output"u8, .. proof]);

    private static byte[] Draw(byte[] secret, ReadOnlySpan<byte> input) => SHA256.HashData([.. "draw"u8, .. secret, .. input]);

    private Address AddressOf(in NodeId id)
    {
        Hash256 hash = Hash(id.Bytes);
        return new Address(hash.Bytes[12..]);
    }

    private static byte[] Seal(byte[] secret, in Address address, in Hash256 digest)
    {
        byte[] seal = new byte[65];
        address.Bytes.CopyTo(seal.AsSpan(12));
        Span<byte> input = stackalloc byte[SecretSizeBytes + Hash256.SizeBytes];
        secret.CopyTo(input);
        digest.Bytes.CopyTo(input[SecretSizeBytes..]);
        SHA256.HashData(input, seal.AsSpan(32, 32));
        // A canonical s is not zero and lies in the lower half of the group order.
        seal[32] &= 0x3f;
        seal[63] |= 1;
        return seal;
    }

    private sealed class Key(SimulatedSuite suite, byte[] secret, NodeId id) : ISigner, IVerifiableRandomProver
    {
        public NodeId Id => id;

        public Address Address { get; } = suite.AddressOf(id);

        public byte[] Sign(in Hash256 digest) => Seal(secret, Address, digest);

        public byte[] Prove(ReadOnlySpan<byte> input) => Draw(secret, input);
    }
}
