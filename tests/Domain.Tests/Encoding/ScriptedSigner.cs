using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Domain.Tests.Encoding;

/// <summary>A signer that gives the seal it is told to: encodings do not care whether a signature is true.</summary>
internal sealed class ScriptedSigner : ISigner
{
    private readonly byte[] _seal = new byte[65];

    /// <summary>Values in range, of every byte length.</summary>
    public ScriptedSigner(Random random)
    {
        random.NextBytes(_seal.AsSpan(random.Next(1, 31), 1));
        _seal[31] |= 1;
        random.NextBytes(_seal.AsSpan(32 + random.Next(1, 31), 1));
        _seal[63] |= 1;
        _seal[64] = (byte)random.Next(2);
    }

    /// <summary>The signature that a transaction has.</summary>
    public ScriptedSigner(Transaction transaction)
    {
        transaction.R.WriteBigEndian(_seal);
        transaction.S.WriteBigEndian(_seal.AsSpan(32));
        _seal[64] = transaction.YParity;
    }

    public NodeId Id => default;

    public Address Address => default;

    public byte[] Sign(in Hash256 digest) => _seal;
}
