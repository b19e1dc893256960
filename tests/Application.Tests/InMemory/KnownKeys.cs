using Ledger.Crypto.Signatures;
using Ledger.Domain.Primitives;

namespace Ledger.Testing.InMemory;

/// <summary>The keys of the in-memory node's world.</summary>
public static class KnownKeys
{
    public static Secp256k1Signer Sender { get; } = Key(7);

    /// <summary>Four sealers, ascending.</summary>
    public static IReadOnlyList<NodeId> Nodes { get; } = [.. Enumerable.Range(1, 4).Select(i => Key((byte)i).Id).Order()];

    private static Secp256k1Signer Key(byte last)
    {
        byte[] key = new byte[32];
        key[31] = last;
        return new Secp256k1Signer(key);
    }
}
