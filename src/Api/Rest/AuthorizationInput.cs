using Ledger.Api.Rest.Resources;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;

namespace Ledger.Api.Rest;

/// <summary>Reads the authorization tuples of a call (EIP-7702).</summary>
internal static class AuthorizationInput
{
    private const string Name = "authorizationList";

    /// <summary>The tuples, with what each of them signs; the first problem goes to <paramref name="input"/>.</summary>
    public static IReadOnlyList<Authorization> Read(
        RestInput input, IReadOnlyList<AuthorizationResource?>? list, IHashFunction hash)
    {
        if (list is null)
        {
            return [];
        }

        return list.Count > CallRequest.AuthorizationsMax || list.Contains(null)
            ? input.Wrong<IReadOnlyList<Authorization>>(Name, $"an array of at most {CallRequest.AuthorizationsMax} authorizations", [])
            : [.. list.Select((tuple, i) => Read(input, $"{Name}[{i}]", tuple!, hash))];
    }

    private static Authorization Read(RestInput input, string name, AuthorizationResource tuple, IHashFunction hash)
    {
        UInt256 chainId = input.Quantity($"{name}.chainId", tuple.ChainId);
        Address address = input.Address($"{name}.address", tuple.Address);
        UInt256 nonce = input.Quantity($"{name}.nonce", tuple.Nonce);
        if (nonce > ulong.MaxValue)
        {
            input.Wrong($"{name}.nonce", "below 2^64", 0);
        }

        if (tuple.YParity is < 0 or > byte.MaxValue)
        {
            input.Wrong($"{name}.yParity", $"0 to {byte.MaxValue}", 0);
        }

        return new Authorization
        {
            ChainId = chainId,
            Address = address,
            Nonce = nonce.Low64,
            YParity = unchecked((byte)tuple.YParity),
            R = input.Quantity($"{name}.r", tuple.R),
            S = input.Quantity($"{name}.s", tuple.S),
            SigningHash = AuthorizationCodec.SigningHash(chainId, address, nonce.Low64, hash),
        };
    }
}
