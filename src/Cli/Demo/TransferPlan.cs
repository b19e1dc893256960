namespace Ledger.Cli.Demo;

/// <summary>The demo's transfers and the balances that they must lead to, worked out here, apart from the chain.</summary>
internal sealed class TransferPlan
{
    private const ulong ShareOfEach = 1_000_000;
    private const ulong AmountMax = 1_000;

    private readonly ulong[] _balances;

    /// <summary>Plans for accounts of which the first deploys the token.</summary>
    public TransferPlan(int accounts)
    {
        _balances = new ulong[accounts];
        _balances[0] = Supply;
    }

    /// <summary>All tokens there are.</summary>
    public ulong Supply => ShareOfEach * (ulong)_balances.Length;

    /// <summary>The balance that each account must have after all transfers taken so far.</summary>
    public IReadOnlyList<ulong> Balances => _balances;

    /// <summary>The deployer gives every other account the same share.</summary>
    public IReadOnlyList<PlannedTransfer> TakeShares() =>
        [.. Enumerable.Range(1, _balances.Length - 1).Select(to => Take(0, to, ShareOfEach))];

    /// <summary>The next transfers: every account sends in turn, to changing accounts, changing amounts.</summary>
    /// <param name="first">Number of the first.</param>
    /// <param name="count">How many.</param>
    public IReadOnlyList<PlannedTransfer> TakeTransfers(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number =>
        {
            int from = number % _balances.Length;
            int step = 1 + (number / _balances.Length % (_balances.Length - 1));
            ulong amount = 1 + ((ulong)number * 37 % AmountMax);
            return Take(from, (from + step) % _balances.Length, amount);
        })];

    private PlannedTransfer Take(int from, int to, ulong amount)
    {
        checked
        {
            _balances[from] -= amount;
            _balances[to] += amount;
        }

        return new PlannedTransfer(from, to, amount);
    }
}
