using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.EvmConformance.StateTests;

/// <summary>Tells two states apart account by account, for people.</summary>
internal static class StateDifference
{
    private const int CodeShownBytesMax = 64;

    /// <summary>How a state differs from the expected one; without that, what the transaction changed.</summary>
    public static IReadOnlyList<string> Describe(StateTestCase test, WorldState actual) => test.ExpectedState is WorldState expected
        ? ["expected -> actual", .. Between(expected, actual)]
        : ["before -> after; the case has no expected accounts to compare with", .. Between(test.ReadState(), actual)];

    /// <summary>A line for each difference: the first value is the reference's.</summary>
    private static IEnumerable<string> Between(WorldState reference, WorldState actual) =>
        reference.Accounts.Keys.Union(actual.Accounts.Keys).Order().SelectMany(address => OfAccount(reference, actual, address));

    private static IEnumerable<string> OfAccount(WorldState reference, WorldState actual, Address address)
    {
        bool isExpected = reference.Accounts.TryGetValue(address, out Account before);
        bool isThere = actual.Accounts.TryGetValue(address, out Account after);
        if (isExpected != isThere)
        {
            yield return $"{address}: {(isThere ? $"exists and should not ({after})" : "does not exist and should")}";
        }

        if (before.Nonce != after.Nonce)
        {
            yield return $"{address}: nonce {before.Nonce} -> {after.Nonce}";
        }

        if (before.Balance != after.Balance)
        {
            yield return $"{address}: balance {before.Balance} -> {after.Balance}";
        }

        if (before.CodeHash != after.CodeHash)
        {
            yield return $"{address}: code {Code(reference, before)} -> {Code(actual, after)}";
        }

        IReadOnlyDictionary<UInt256, UInt256> expected = reference.StorageOf(address);
        IReadOnlyDictionary<UInt256, UInt256> stored = actual.StorageOf(address);
        foreach (UInt256 slot in expected.Keys.Union(stored.Keys).Order())
        {
            if (expected.GetValueOrDefault(slot) != stored.GetValueOrDefault(slot))
            {
                yield return $"{address}: storage {slot} {expected.GetValueOrDefault(slot)} -> {stored.GetValueOrDefault(slot)}";
            }
        }
    }

    private static string Code(WorldState state, in Account account)
    {
        ReadOnlySpan<byte> code = state.GetCode(account.CodeHash).Span;
        return code.Length <= CodeShownBytesMax ? Hex.Encode(code) : $"{Hex.Encode(code[..CodeShownBytesMax])}... ({code.Length} bytes)";
    }
}
