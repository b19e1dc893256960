using System.Text.Json;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;

namespace Ledger.Api.JsonRpc.Parameters;

/// <summary>The transaction object of <c>eth_call</c> and <c>eth_estimateGas</c>, read as a <see cref="CallRequest"/>.</summary>
/// <remarks>Prices are read and not charged: the group is gas-free, so no balance is compared with gas × price.</remarks>
internal static class CallKind
{
    private const int AccessListMax = 1000;

    /// <summary>The kind, with the chain's hash function: it makes what an authorization signs (EIP-7702).</summary>
    public static RpcKind Ethereum(IHashFunction hash) => new("a transaction object", element => Read(element, hash));

    private static RpcReading Read(JsonElement element, IHashFunction hash)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return RpcReading.Wrong;
        }

        var fields = new Fields(element);
        Address? from = fields.Address("from");
        Address? to = fields.Address("to");
        UInt256? gas = fields.Quantity("gas");
        UInt256? gasPrice = fields.Quantity("gasPrice") ?? fields.Quantity("maxFeePerGas");
        UInt256? value = fields.Quantity("value");
        byte[]? data = fields.Data();
        List<AccessListEntry> accessList = fields.AccessList();
        List<Authorization> authorizations = fields.AuthorizationList(hash);
        return fields.Problem.Length > 0
            ? new RpcReading(null, fields.Problem)
            : new RpcReading(new CallRequest
            {
                From = from ?? default,
                To = to,
                Data = data ?? [],
                Value = value ?? default,
                GasLimit = gas is UInt256 limit ? (long)Math.Min(limit.IsUInt64 ? limit.Low64 : long.MaxValue, long.MaxValue) : null,
                GasPrice = gasPrice ?? default,
                AccessList = accessList,
                AuthorizationList = authorizations,
            });
    }

    /// <summary>Reads the members of one object and remembers the first problem.</summary>
    private sealed class Fields(JsonElement element)
    {
        public string Problem { get; private set; } = "";

        public Address? Address(string name) => TryFind(name, out JsonElement member)
            ? EthereumKinds.TryGetAddress(member, out Address address) ? address : Wrong<Address>(name, "an address")
            : null;

        public UInt256? Quantity(string name) => TryFind(name, out JsonElement member)
            ? EthereumKinds.TryGetQuantity(member, out UInt256 value) ? value : Wrong<UInt256>(name, "a quantity")
            : null;

        public byte[]? Data()
        {
            byte[]? data = Bytes("data");
            byte[]? input = Bytes("input");
            if (data is not null && input is not null && !data.AsSpan().SequenceEqual(input))
            {
                Problem = "data and input are both given and differ: give input alone";
            }

            return input ?? data;
        }

        public List<AccessListEntry> AccessList()
        {
            if (!TryFind("accessList", out JsonElement list))
            {
                return [];
            }

            if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > AccessListMax)
            {
                Problem = $"accessList must be an array of at most {AccessListMax} entries";
                return [];
            }

            var entries = new List<AccessListEntry>();
            foreach (JsonElement item in list.EnumerateArray())
            {
                if (ReadEntry(item) is not AccessListEntry entry)
                {
                    Problem = "accessList must hold objects {address, storageKeys}";
                    return [];
                }

                entries.Add(entry);
            }

            return entries;
        }

        public List<Authorization> AuthorizationList(IHashFunction hash)
        {
            if (!TryFind("authorizationList", out JsonElement list))
            {
                return [];
            }

            if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > CallRequest.AuthorizationsMax)
            {
                Problem = $"authorizationList must be an array of at most {CallRequest.AuthorizationsMax} authorizations";
                return [];
            }

            var tuples = new List<Authorization>();
            foreach (JsonElement item in list.EnumerateArray())
            {
                if (ReadAuthorization(item, hash) is not Authorization tuple)
                {
                    Problem = "authorizationList must hold objects {chainId, address, nonce, yParity, r, s}";
                    return [];
                }

                tuples.Add(tuple);
            }

            return tuples;
        }

        private static Authorization? ReadAuthorization(JsonElement item, IHashFunction hash)
        {
            if (item.ValueKind != JsonValueKind.Object
                || !TryGetQuantity(item, "chainId", UInt256.MaxValue, out UInt256 chainId)
                || !item.TryGetProperty("address", out JsonElement name)
                || !EthereumKinds.TryGetAddress(name, out Address address)
                || !TryGetQuantity(item, "nonce", ulong.MaxValue, out UInt256 nonce)
                || !TryGetQuantity(item, "yParity", byte.MaxValue, out UInt256 parity)
                || !TryGetQuantity(item, "r", UInt256.MaxValue, out UInt256 r)
                || !TryGetQuantity(item, "s", UInt256.MaxValue, out UInt256 s))
            {
                return null;
            }

            return new Authorization
            {
                ChainId = chainId,
                Address = address,
                Nonce = nonce.Low64,
                YParity = (byte)parity.Low64,
                R = r,
                S = s,
                SigningHash = AuthorizationCodec.SigningHash(chainId, address, nonce.Low64, hash),
            };
        }

        private static bool TryGetQuantity(JsonElement item, string name, in UInt256 max, out UInt256 value)
        {
            value = default;
            return item.TryGetProperty(name, out JsonElement member)
                && EthereumKinds.TryGetQuantity(member, out value)
                && value <= max;
        }

        private static AccessListEntry? ReadEntry(JsonElement item)
        {
            if (item.ValueKind != JsonValueKind.Object
                || !item.TryGetProperty("address", out JsonElement name)
                || !EthereumKinds.TryGetAddress(name, out Address address)
                || !item.TryGetProperty("storageKeys", out JsonElement keys)
                || keys.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var slots = new List<UInt256>();
            foreach (JsonElement key in keys.EnumerateArray())
            {
                if (!EthereumKinds.TryGetQuantity(key, out UInt256 slot))
                {
                    return null;
                }

                slots.Add(slot);
            }

            return new AccessListEntry(address, slots);
        }

        private byte[]? Bytes(string name)
        {
            if (!TryFind(name, out JsonElement member))
            {
                return null;
            }

            if (RpcText.TryGetPrefixed(member, out string? text) && Hex.TryDecode(text, out byte[] bytes))
            {
                return bytes;
            }

            Problem = $"{name} must be bytes: 0x and an even number of hexadecimal digits";
            return null;
        }

        private T? Wrong<T>(string name, string expected)
            where T : struct
        {
            Problem = $"{name} must be {expected} with 0x";
            return null;
        }

        private bool TryFind(string name, out JsonElement member) =>
            element.TryGetProperty(name, out member) && member.ValueKind != JsonValueKind.Null;
    }
}
