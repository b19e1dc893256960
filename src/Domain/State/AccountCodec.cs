using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.State;

/// <summary>The stored form of an account: RLP [nonce, balance, code hash], the code hash empty when there is no code.</summary>
public static class AccountCodec
{
    /// <summary>Encodes an account.</summary>
    public static byte[] Encode(in Account account)
    {
        using var writer = new RlpWriter(MaxSizeBytes);
        int list = writer.BeginList();
        writer.WriteInteger(account.Nonce);
        writer.WriteInteger(account.Balance);
        writer.WriteBytes(account.HasCode ? account.CodeHash.Bytes : []);
        writer.EndList(list);
        return writer.ToArray();
    }

    /// <summary>Length in bytes of the longest encoding.</summary>
    public const int MaxSizeBytes = 2 + 9 + 33 + 33;

    /// <summary>Decodes an account; strict and total. Empty bytes are no account.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Account account)
    {
        var reader = new RlpReader(bytes);
        if (reader.TryReadOnlyList(out RlpReader fields)
            && fields.TryReadUInt64(out ulong nonce)
            && fields.TryReadUInt256(out UInt256 balance)
            && TryReadCodeHash(ref fields, out Hash256 codeHash)
            && fields.IsAtEnd)
        {
            account = new Account(nonce, balance, codeHash);
            return true;
        }

        account = default;
        return false;
    }

    private static bool TryReadCodeHash(ref RlpReader fields, out Hash256 codeHash)
    {
        if (fields.TryReadFixed(0, out _))
        {
            codeHash = default;
            return true;
        }

        return fields.TryReadHash(out codeHash) && !codeHash.IsZero;
    }
}
