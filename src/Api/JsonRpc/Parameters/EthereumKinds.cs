using System.Text.Json;
using Ledger.Application.Blocks;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Api.JsonRpc.Parameters;

/// <summary>The kinds of arguments of Ethereum's methods.</summary>
internal static class EthereumKinds
{
    /// <summary>An <see cref="Domain.Primitives.Address"/>.</summary>
    public static RpcKind Address { get; } = new("an address: 0x and 40 hexadecimal digits", ReadAddress);

    /// <summary>A <see cref="Hash256"/>.</summary>
    public static RpcKind Hash { get; } = new("a hash: 0x and 64 hexadecimal digits", element =>
        RpcText.TryGetPrefixed(element, out string? text) && Hash256.TryParse(text, null, out Hash256 hash)
            ? new RpcReading(hash) : RpcReading.Wrong);

    /// <summary>A byte array.</summary>
    public static RpcKind Data { get; } = new("bytes: 0x and an even number of hexadecimal digits", element =>
        RpcText.TryGetPrefixed(element, out string? text) && Hex.TryDecode(text, out byte[] bytes)
            ? new RpcReading(bytes) : RpcReading.Wrong);

    /// <summary>A <see cref="UInt256"/>.</summary>
    public static RpcKind Quantity { get; } = new("a quantity: 0x and 1 to 64 hexadecimal digits", element =>
        TryGetQuantity(element, out UInt256 value) ? new RpcReading(value) : RpcReading.Wrong);

    /// <summary>A number of things, as <see cref="int"/>: a quantity, or a JSON number as some libraries send it.</summary>
    public static RpcKind Count { get; } = new("a count: a quantity below 2^31", ReadCount);

    /// <summary>A <see cref="bool"/>.</summary>
    public static RpcKind Flag { get; } = new("true or false", element =>
        element.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? new RpcReading(element.ValueKind == JsonValueKind.True) : RpcReading.Wrong);

    /// <summary>A <see cref="BlockReference"/> by number or tag.</summary>
    public static RpcKind BlockNumber { get; } = new(
        "a block number (0x…) or one of latest, earliest, pending, safe, finalized",
        element => ReadBlockText(element, takesHash: false));

    /// <summary>A <see cref="BlockReference"/> by number, tag, hash or EIP-1898 object.</summary>
    public static RpcKind Block { get; } = new(
        "a block number (0x…), a tag, or an object with blockNumber or blockHash (EIP-1898)", ReadBlock);

    /// <summary>An <see cref="IReadOnlyList{T}"/> of percentiles.</summary>
    public static RpcKind Percentiles { get; } = new("an array of numbers from 0 to 100", ReadPercentiles);

    /// <summary>A block override: understood only when it is empty.</summary>
    public static RpcKind BlockOverride { get; } = new("an object", element => element.ValueKind == JsonValueKind.Object
        ? new RpcReading(element.EnumerateObject().Any())
        : RpcReading.Wrong);

    public static bool TryGetQuantity(JsonElement element, out UInt256 value)
    {
        value = default;
        return RpcText.TryGetPrefixed(element, out string? text) && UInt256.TryParse(text, null, out value);
    }

    public static bool TryGetAddress(JsonElement element, out Address address)
    {
        address = default;
        return RpcText.TryGetPrefixed(element, out string? text)
            && Domain.Primitives.Address.TryParse(text, null, out address);
    }

    private static RpcReading ReadAddress(JsonElement element) =>
        TryGetAddress(element, out Address address) ? new RpcReading(address) : RpcReading.Wrong;

    private static RpcReading ReadCount(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Number)
        {
            return element.TryGetInt32(out int number) && number >= 0 ? new RpcReading(number) : RpcReading.Wrong;
        }

        return TryGetQuantity(element, out UInt256 value) && value <= int.MaxValue
            ? new RpcReading((int)value.Low64)
            : RpcReading.Wrong;
    }

    private static RpcReading ReadBlock(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? ReadBlockObject(element)
        : ReadBlockText(element, takesHash: true);

    private static RpcReading ReadBlockText(JsonElement element, bool takesHash)
    {
        // Ethereum numbers are hexadecimal only; a bare decimal would be read as another block than meant.
        bool isText = RpcText.TryGet(element, out string? text) && text.Length > 0 && !char.IsAsciiDigit(text[0]);
        bool isPrefixed = RpcText.TryGetPrefixed(element, out _);
        return (isText || isPrefixed)
            && BlockReference.TryParse(text, out BlockReference? reference)
            && (takesHash || reference is not BlockReference.ByHash)
            ? new RpcReading(reference)
            : RpcReading.Wrong;
    }

    private static RpcReading ReadBlockObject(JsonElement element)
    {
        bool hasHash = element.TryGetProperty("blockHash", out JsonElement hash);
        bool hasNumber = element.TryGetProperty("blockNumber", out JsonElement number);
        bool flagIsRight = !element.TryGetProperty("requireCanonical", out JsonElement flag)
            || flag.ValueKind is JsonValueKind.True or JsonValueKind.False;
        if (hasHash == hasNumber || !flagIsRight)
        {
            return new RpcReading(null, "name exactly one of blockHash and blockNumber");
        }

        return hasNumber ? ReadBlockText(number, takesHash: false)
            : Hash.Read(hash).Value is Hash256 value ? new RpcReading(new BlockReference.ByHash(value))
            : RpcReading.Wrong;
    }

    private static RpcReading ReadPercentiles(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return RpcReading.Wrong;
        }

        var percentiles = new List<double>();
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetDouble(out double percentile))
            {
                return RpcReading.Wrong;
            }

            percentiles.Add(percentile);
        }

        return new RpcReading(percentiles);
    }
}
