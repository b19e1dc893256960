using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Crypto.Signatures;
using Ledger.Crypto.Vrf;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Tests.Vrf;

/// <summary>Published vectors; the file beside this one names their source.</summary>
public sealed class VrfVectorTests
{
    private static readonly JsonElement Vectors = Load();

    public static TheoryData<string> Labels() => [.. Vectors.GetProperty("vectors").EnumerateArray().Select(v => v.Text("label"))];

    public static TheoryData<string> Refusals() =>
        [.. Vectors.GetProperty("refused").EnumerateArray().Select(v => v.Text("description"))];

    [Theory]
    [MemberData(nameof(Labels))]
    public void A_published_proof_is_made_byte_by_byte_from_its_nonce(string label)
    {
        JsonElement vector = Find("vectors", "label", label);
        byte[] key = vector.Bytes("sk");
        NodeId id = new Secp256k1Signer(key).Id;

        byte[] proof = VrfProver.ProveWith(vector.Bytes("k"), key, id, vector.Bytes("alpha"));

        Assert.Equal(vector.Text("pi"), Convert.ToHexStringLower(proof));
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void A_published_proof_is_valid_and_its_output_is_ours(string label)
    {
        JsonElement vector = Find("vectors", "label", label);
        var signer = new Secp256k1Signer(vector.Bytes("sk"));
        byte[] input = vector.Bytes("alpha");
        var random = new Secp256k1VerifiableRandom();

        Assert.True(random.TryVerify(signer.Id, input, vector.Bytes("pi"), out Hash256 published));
        Assert.Equal(vector.Bytes("beta"), published.ToArray());
        Assert.True(random.TryVerify(signer.Id, input, signer.Prove(input), out Hash256 ours));
        Assert.Equal(published, ours);
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void A_published_nonce_is_that_of_RFC_6979_without_a_purpose(string label)
    {
        JsonElement vector = Find("vectors", "label", label);
        byte[] nonce = new byte[32];
        byte[] ours = new byte[32];
        byte[] digest = SHA256.HashData(vector.Bytes("h"));

        DeterministicNonce.Derive(vector.Bytes("sk"), digest, [], nonce);
        DeterministicNonce.Derive(vector.Bytes("sk"), digest, "a purpose"u8, ours);

        Assert.Equal(vector.Text("k"), Convert.ToHexStringLower(nonce));
        Assert.NotEqual(nonce, ours);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_is_published_as_not_valid_is_refused(string description)
    {
        JsonElement vector = Find("refused", "description", description);
        NodeId id = ToNodeId(vector.Bytes("pk"));

        Assert.False(new Secp256k1VerifiableRandom().TryVerify(
            id, vector.Bytes("alpha"), vector.Bytes("pi"), out Hash256 output));
        Assert.Equal(Hash256.Zero, output);
    }

    private static NodeId ToNodeId(byte[] compressed)
    {
        Span<byte> point = stackalloc byte[Secp256k1Library.InternalPublicKeyBytes];
        Span<byte> encoded = stackalloc byte[Secp256k1Library.UncompressedPublicKeyBytes];
        nint context = Secp256k1Library.Context;
        Assert.Equal(1, Secp256k1Library.ParsePublicKey(context, point, compressed, (nuint)compressed.Length));
        Secp256k1Library.SerializePublicKey(context, encoded, point);
        return new NodeId(encoded[1..]);
    }

    private static JsonElement Find(string list, string name, string value) =>
        Vectors.GetProperty(list).EnumerateArray().Single(vector => vector.Text(name) == value);

    private static JsonElement Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Vrf", "ecvrf-secp256k1-sha256-tai.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }
}
