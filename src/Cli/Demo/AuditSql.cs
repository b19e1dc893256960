using Ledger.Domain.Primitives;

namespace Ledger.Cli.Demo;

/// <summary>The SQL that the demo runs; the same that it shows.</summary>
internal static class AuditSql
{
    /// <summary>The balance of one holder as of a block.</summary>
    public static string Balance(Address token, Address holder, long number) =>
        $"SELECT audit.token_balance('{token}', '{holder}', {number})";

    /// <summary>The balances of many holders as of a block, in their order.</summary>
    public static string Balances(Address token, IReadOnlyList<Address> holders, long number)
    {
        string list = string.Join(", ", holders.Select(holder => $"'{holder}'"));
        return $"SELECT audit.token_balance('{token}', holder, {number}) "
            + $"FROM unnest(ARRAY[{list}]) WITH ORDINALITY AS asked(holder, place) ORDER BY place";
    }
}
