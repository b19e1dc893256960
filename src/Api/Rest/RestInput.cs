using Ledger.Application;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Api.Rest;

/// <summary>Reads the text values of a request one after the other and remembers the first that is wrong.</summary>
internal sealed class RestInput
{
    /// <summary>What was wrong; nothing while all values were right.</summary>
    public LedgerError? Error { get; private set; }

    public Hash256 Hash(string name, string? text) =>
        Hash256.TryParse(text, null, out Hash256 hash) ? hash : Wrong(name, "0x and 64 hexadecimal digits", hash);

    public Address Address(string name, string? text) =>
        Domain.Primitives.Address.TryParse(text, null, out Address address)
            ? address
            : Wrong(name, "0x and 40 hexadecimal digits", address);

    public UInt256 Quantity(string name, string? text) =>
        UInt256.TryParse(text, null, out UInt256 value) ? value : Wrong(name, "a decimal or 0x number", value);

    public byte[] Bytes(string name, string? text) =>
        text is not null && Hex.TryDecode(text.AsSpan().Trim(), out byte[] bytes)
            ? bytes
            : Wrong(name, "0x and an even number of hexadecimal digits", Array.Empty<byte>());

    public BlockReference Block(string name, string? text) =>
        text is null ? BlockReference.Latest
        : BlockReference.TryParse(text, out BlockReference? reference) ? reference
        : Wrong(name, "a block number, a hash, or latest, earliest, pending, safe or finalized", BlockReference.Latest);

    public static int PageSize(int? limit) => limit ?? PageLimits.ItemsDefault;

    /// <summary>The place of a cursor that one of our lists gave; nothing when the caller gave none.</summary>
    public (long First, int Second)? Place(char list, string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        return Cursor.TryDecode(cursor, list, out long first, out int second)
            ? (first, second)
            : Wrong<(long, int)?>("cursor", "the next value of an earlier page of the same list", null);
    }

    /// <summary>The account of a cursor that one of our lists of accounts gave; nothing when the caller gave none.</summary>
    public Address? AddressAfter(char list, string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        return Cursor.TryDecode(cursor, list, out string place) && Domain.Primitives.Address.TryParse(place, null, out Address address)
            ? address
            : Wrong<Address?>("cursor", "the next value of an earlier page of the same list", null);
    }

    public T Wrong<T>(string name, string expected, T fallback)
    {
        Error ??= new LedgerError(ErrorCodes.InvalidRequest, $"{name} must be {expected}.");
        return fallback;
    }
}
