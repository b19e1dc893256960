using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>The three signature items at the end of a transaction, as they are on the wire.</summary>
internal readonly record struct SignatureValues(UInt256 V, UInt256 R, UInt256 S)
{
    /// <summary>The group order n of secp256k1 (SEC 2, section 2.4.1).</summary>
    private static readonly UInt256 GroupOrder = new(
        0xbfd25e8cd0364141, 0xbaaedce6af48a03b, 0xfffffffffffffffe, 0xffffffffffffffff);

    /// <summary>n / 2, the greatest s that is not malleable (EIP-2).</summary>
    private static readonly UInt256 HalfGroupOrder = new(
        0xdfe92f46681b20a0, 0x5d576e7357a4501d, 0xffffffffffffffff, 0x7fffffffffffffff);

    /// <summary>Whether r is in [1, n - 1] and s in [1, n / 2].</summary>
    internal bool IsInRange => !R.IsZero && R < GroupOrder && !S.IsZero && S <= HalfGroupOrder;

    /// <summary>Reads v, r and s, which must be the last items.</summary>
    internal static bool TryRead(ref RlpReader fields, out SignatureValues values)
    {
        if (fields.TryReadUInt256(out UInt256 v)
            && fields.TryReadUInt256(out UInt256 r)
            && fields.TryReadUInt256(out UInt256 s)
            && fields.IsAtEnd)
        {
            values = new SignatureValues(v, r, s);
            return true;
        }

        values = default;
        return false;
    }

    /// <summary>Writes v, r and s.</summary>
    internal void Write(RlpWriter writer)
    {
        writer.WriteInteger(V);
        writer.WriteInteger(R);
        writer.WriteInteger(S);
    }
}
