using System.Text.Json;
using Ledger.Application.Blocks;
using Ledger.Application.Logs;
using Ledger.Domain.Primitives;

namespace Ledger.Api.JsonRpc.Parameters;

/// <summary>The filter object of <c>eth_getLogs</c>, read as a <see cref="LogSelection"/>.</summary>
internal static class LogFilterKind
{
    public static RpcKind Ethereum { get; } = new("a filter object", Read);

    private static RpcReading Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return RpcReading.Wrong;
        }

        if (!TryReadRange(element, out BlockReference from, out BlockReference to, out string problem))
        {
            return new RpcReading(null, problem);
        }

        if (!TryReadAddresses(element, out IReadOnlyList<Address> addresses))
        {
            return new RpcReading(null, "address must be an address or an array of addresses");
        }

        return TryReadTopics(element, out IReadOnlyList<IReadOnlyList<Hash256>> topics)
            ? new RpcReading(new LogSelection { From = from, To = to, Addresses = addresses, Topics = topics })
            : new RpcReading(null, "topics must be an array of null, a topic, or an array of topics");
    }

    private static bool TryReadRange(
        JsonElement element, out BlockReference from, out BlockReference to, out string problem)
    {
        bool hasFrom = TryFind(element, "fromBlock", out JsonElement first);
        bool hasTo = TryFind(element, "toBlock", out JsonElement last);
        from = to = BlockReference.Latest;
        problem = "";
        if (TryFind(element, "blockHash", out JsonElement hash))
        {
            if (hasFrom || hasTo || EthereumKinds.Hash.Read(hash).Value is not Hash256 value)
            {
                problem = "blockHash must be a hash, and stand without fromBlock and toBlock";
                return false;
            }

            from = to = new BlockReference.ByHash(value);
            return true;
        }

        return (!hasFrom || TryReadBound(first, "fromBlock", ref from, ref problem))
            && (!hasTo || TryReadBound(last, "toBlock", ref to, ref problem));
    }

    private static bool TryReadBound(JsonElement element, string name, ref BlockReference bound, ref string problem)
    {
        if (EthereumKinds.BlockNumber.Read(element).Value is BlockReference reference)
        {
            bound = reference;
            return true;
        }

        problem = $"{name} must be {EthereumKinds.BlockNumber.Expected}";
        return false;
    }

    private static bool TryReadAddresses(JsonElement element, out IReadOnlyList<Address> addresses)
    {
        addresses = [];
        if (!TryFind(element, "address", out JsonElement member))
        {
            return true;
        }

        if (EthereumKinds.TryGetAddress(member, out Address single))
        {
            addresses = [single];
            return true;
        }

        return member.ValueKind == JsonValueKind.Array
            && TryReadAll(member, item => EthereumKinds.TryGetAddress(item, out Address one) ? one : null, out addresses);
    }

    private static bool TryReadTopics(JsonElement element, out IReadOnlyList<IReadOnlyList<Hash256>> topics)
    {
        topics = [];
        if (!TryFind(element, "topics", out JsonElement member))
        {
            return true;
        }

        if (member.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var positions = new List<IReadOnlyList<Hash256>>();
        foreach (JsonElement item in member.EnumerateArray())
        {
            if (!TryReadPosition(item, out IReadOnlyList<Hash256> alternatives))
            {
                return false;
            }

            positions.Add(alternatives);
        }

        topics = positions;
        return true;
    }

    private static bool TryReadPosition(JsonElement item, out IReadOnlyList<Hash256> alternatives)
    {
        alternatives = [];
        switch (item.ValueKind)
        {
            case JsonValueKind.Null:
                return true;
            case JsonValueKind.String when EthereumKinds.Hash.Read(item).Value is Hash256 single:
                alternatives = [single];
                return true;
            case JsonValueKind.Array:
                // A null among alternatives accepts any topic, as in go-ethereum.
                return item.EnumerateArray().Any(alternative => alternative.ValueKind == JsonValueKind.Null)
                    || TryReadAll(item, element => EthereumKinds.Hash.Read(element).Value as Hash256?, out alternatives);
            default:
                return false;
        }
    }

    private static bool TryReadAll<T>(JsonElement array, Func<JsonElement, T?> read, out IReadOnlyList<T> values)
        where T : struct
    {
        var list = new List<T>();
        values = list;
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (read(item) is not T value)
            {
                return false;
            }

            list.Add(value);
        }

        return true;
    }

    private static bool TryFind(JsonElement element, string name, out JsonElement member) =>
        element.TryGetProperty(name, out member) && member.ValueKind != JsonValueKind.Null;
}
