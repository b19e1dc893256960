using System.Text.Json;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Node.Execution;

namespace Ledger.Api.JsonRpc.Parameters;

/// <summary>go-ethereum's state overrides: an object of addresses, each with any of balance, nonce, code, and state or stateDiff.</summary>
/// <remarks>Members that go-ethereum does not know are ignored as it ignores them; what it knows and this node does not do is refused.</remarks>
internal static class StateOverrideKind
{
    /// <summary>The kind, with the chain's hash function: it names code.</summary>
    public static RpcKind With(IHashFunction hash) => new("an object of addresses with their overrides", element => Read(element, hash));

    /// <summary>Reads the object as a dictionary of <see cref="AccountOverride"/> by address.</summary>
    public static RpcReading Read(JsonElement element, IHashFunction hash)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return RpcReading.Wrong;
        }

        var accounts = new Dictionary<Address, AccountOverride>();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!IsPrefixed(member.Name) || !Address.TryParse(member.Name, null, out Address address))
            {
                return new RpcReading(null, "a state override has addresses as names: 0x and 40 hexadecimal digits");
            }

            AccountOverride? account = ReadAccount(address, member.Value, hash, out string? problem);
            if (account is null)
            {
                return new RpcReading(null, problem);
            }

            if (!accounts.TryAdd(address, account))
            {
                return new RpcReading(null, $"account {address} is overridden twice");
            }
        }

        return new RpcReading(accounts);
    }

    private static AccountOverride? ReadAccount(Address address, JsonElement element, IHashFunction hash, out string? problem)
    {
        problem = null;
        if (element.ValueKind != JsonValueKind.Object)
        {
            problem = $"the override of account {address} must be an object";
            return null;
        }

        var fields = new Fields(element);
        UInt256? balance = fields.Quantity("balance", UInt256.MaxValue);
        UInt256? nonce = fields.Quantity("nonce", ulong.MaxValue);
        byte[]? code = fields.Code();
        Dictionary<UInt256, UInt256>? state = fields.Slots("state");
        Dictionary<UInt256, UInt256>? difference = fields.Slots("stateDiff");
        problem = fields.Problem
            ?? (state is not null && difference is not null ? "has both state and stateDiff: give one"
            : fields.Has("movePrecompileToAddress") ? "has movePrecompileToAddress, which is not supported: leave it out"
            : null);
        if (problem is not null)
        {
            problem = $"account {address} {problem}";
            return null;
        }

        return new AccountOverride
        {
            Balance = balance,
            Nonce = nonce?.Low64,
            Code = code is null ? null : (ReadOnlyMemory<byte>?)code,
            CodeHash = code is null or [] ? default : hash.Hash(code),
            Slots = state ?? difference ?? [],
            ReplacesStorage = state is not null,
        };
    }

    private static bool IsPrefixed(string name) => name.StartsWith("0x", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the members of one account and remembers the first problem.</summary>
    private sealed class Fields(JsonElement element)
    {
        public string? Problem { get; private set; }

        public bool Has(string name) => TryFind(name, out _);

        public UInt256? Quantity(string name, in UInt256 max)
        {
            if (!TryFind(name, out JsonElement member))
            {
                return null;
            }

            if (EthereumKinds.TryGetQuantity(member, out UInt256 value) && value <= max)
            {
                return value;
            }

            Problem ??= $"has a {name} that is no quantity of at most {max}";
            return null;
        }

        public byte[]? Code()
        {
            if (!TryFind("code", out JsonElement member))
            {
                return null;
            }

            if (RpcText.TryGetPrefixed(member, out string? text) && Hex.TryDecode(text, out byte[] code))
            {
                return code;
            }

            Problem ??= "has a code that is not bytes: 0x and an even number of hexadecimal digits";
            return null;
        }

        public Dictionary<UInt256, UInt256>? Slots(string name)
        {
            if (!TryFind(name, out JsonElement member))
            {
                return null;
            }

            var slots = new Dictionary<UInt256, UInt256>();
            bool isRight = member.ValueKind == JsonValueKind.Object;
            foreach (JsonProperty slot in isRight ? member.EnumerateObject() : default)
            {
                isRight &= IsPrefixed(slot.Name)
                    && UInt256.TryParse(slot.Name, null, out UInt256 place)
                    && EthereumKinds.TryGetQuantity(slot.Value, out UInt256 value)
                    && slots.TryAdd(place, value);
            }

            if (!isRight)
            {
                Problem ??= $"has a {name} that is not an object of slots and values, both 0x and 1 to 64 hexadecimal digits, each slot once";
            }

            return slots;
        }

        private bool TryFind(string name, out JsonElement member) =>
            element.TryGetProperty(name, out member) && member.ValueKind != JsonValueKind.Null;
    }
}
