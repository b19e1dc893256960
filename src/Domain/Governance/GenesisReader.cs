using System.Globalization;
using System.Text.Json;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Governance;

/// <summary>Takes the properties of a genesis one by one and keeps the first problem; values after one mean nothing.</summary>
internal sealed class GenesisReader
{
    private readonly JsonElement _root;
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    internal GenesisReader(JsonElement root)
    {
        _root = root;
        Check(root.ValueKind == JsonValueKind.Object, "The genesis is not a JSON object.");
    }

    /// <summary>What is wrong, in one sentence; <see langword="null"/> while nothing is.</summary>
    internal string? Problem { get; private set; }

    internal void Check(bool isSound, string problem)
    {
        if (!isSound)
        {
            Problem ??= problem;
        }
    }

    internal long Number(string name, long min, long max)
    {
        JsonElement? property = Take(name, JsonValueKind.Number, "a number");
        if (property is not JsonElement element)
        {
            return min;
        }

        bool isInRange = element.TryGetInt64(out long value) && value >= min && value <= max;
        Check(isInRange, $"Property '{name}' is {element.GetRawText()}; it must be a whole number from {min} to {max}.");
        return isInRange ? value : min;
    }

    internal long? NumberIfThere(string name, long min, long max) =>
        _root.ValueKind == JsonValueKind.Object && _root.TryGetProperty(name, out _) ? Number(name, min, max) : null;

    internal string Word(string name, IReadOnlyList<string> words)
    {
        string? value = Take(name, JsonValueKind.String, "text")?.GetString();
        Check(
            value is null || words.Contains(value, StringComparer.Ordinal),
            $"Property '{name}' is '{value}'; it must be one of {string.Join(", ", words)}.");
        return value ?? words[0];
    }

    internal IReadOnlyList<NodeId> Nodes(string name, int min, int max)
    {
        var nodes = new HashSet<NodeId>();
        foreach (JsonElement item in Items(name, "node ids", min, max))
        {
            if (Problem is null && CheckNode(name, item, out NodeId node))
            {
                Check(nodes.Add(node), $"Property '{name}' lists {node} twice.");
            }
        }

        return [.. nodes];
    }

    internal IReadOnlyList<Address> Addresses(string name, int max)
    {
        var addresses = new HashSet<Address>();
        foreach (JsonElement item in Items(name, "addresses", 0, max))
        {
            Address address = default;
            bool isAddress = item.ValueKind == JsonValueKind.String
                && Address.TryParse(item.GetString(), CultureInfo.InvariantCulture, out address);
            Check(isAddress, $"Property '{name}' has the member {item.GetRawText()}, which is not an address.");
            Check(!isAddress || addresses.Add(address), $"Property '{name}' lists {address} twice.");
        }

        return [.. addresses];
    }

    internal IReadOnlyDictionary<Address, UInt256> Balances(string name)
    {
        var balances = new Dictionary<Address, UInt256>();
        JsonElement? property = Take(name, JsonValueKind.Object, "an object of balances by address");
        if (property is not JsonElement element)
        {
            return balances;
        }

        int count = element.GetPropertyCount();
        Check(
            count <= GenesisLimits.AllocationsMax,
            $"Property '{name}' has {count} accounts; it may have {GenesisLimits.AllocationsMax}.");
        UInt256 total = UInt256.Zero;
        foreach (JsonProperty allocation in element.EnumerateObject())
        {
            if (Problem is null && CheckBalance(name, allocation, out Address address, out UInt256 balance))
            {
                Check(balances.TryAdd(address, balance), $"Property '{name}' lists {address} twice.");
                Check(
                    !UInt256.AddOverflow(total, balance, out total),
                    $"Property '{name}' gives more than 2^256 - 1 wei in all.");
            }
        }

        return balances;
    }

    internal void CheckNothingElse()
    {
        if (_root.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (JsonProperty property in _root.EnumerateObject())
        {
            Check(_taken.Contains(property.Name), $"Property '{property.Name}' is not one of a genesis; remove it.");
        }
    }

    private JsonElement? Take(string name, JsonValueKind kind, string what)
    {
        _taken.Add(name);
        if (Problem is not null)
        {
            return null;
        }

        bool isThere = _root.TryGetProperty(name, out JsonElement element);
        Check(isThere, $"Property '{name}' is missing.");
        Check(!isThere || element.ValueKind == kind, $"Property '{name}' must be {what}.");
        return Problem is null ? element : null;
    }

    private JsonElement[] Items(string name, string what, int min, int max)
    {
        if (Take(name, JsonValueKind.Array, $"a list of {what}") is not JsonElement element)
        {
            return [];
        }

        int count = element.GetArrayLength();
        Check(count >= min && count <= max, $"Property '{name}' has {count} members; it must have {min} to {max}.");
        return Problem is null ? [.. element.EnumerateArray()] : [];
    }

    private bool CheckNode(string name, JsonElement item, out NodeId node)
    {
        node = default;
        bool isNode = item.ValueKind == JsonValueKind.String
            && NodeId.TryParse(item.GetString(), CultureInfo.InvariantCulture, out node);
        Check(
            isNode,
            $"Property '{name}' has the member {item.GetRawText()}; each must be text of {2 * NodeId.SizeBytes} hexadecimal digits.");
        return isNode;
    }

    private bool CheckBalance(string name, JsonProperty allocation, out Address address, out UInt256 balance)
    {
        balance = default;
        bool isAddress = Address.TryParse(allocation.Name, CultureInfo.InvariantCulture, out address);
        Check(isAddress, $"Property '{name}' has the account '{allocation.Name}', which is not an address.");
        bool isBalance = allocation.Value.ValueKind == JsonValueKind.String
            && UInt256.TryParse(allocation.Value.GetString(), CultureInfo.InvariantCulture, out balance);
        Check(
            isBalance,
            $"Property '{name}' gives {allocation.Name} {allocation.Value.GetRawText()}; a balance is text, decimal or 0x hexadecimal, below 2^256.");
        return isAddress && isBalance;
    }
}
