using Ledger.Domain.Primitives;
using Ledger.Evm;
using Ledger.Evm.Tracing;
using Ledger.Node.Execution;
using Ledger.Node.Ports;

namespace Ledger.Node.Tracing;

/// <summary>Past state for one replay, and runs on it until nothing is missing.</summary>
internal sealed class ReplayState
{
    private readonly CallStateView _committed;
    private readonly CallBlockHashes _hashes;

    /// <summary>The state after a block.</summary>
    /// <param name="cache">The way to it.</param>
    /// <param name="store">Where block hashes are read.</param>
    /// <param name="atBlock">The block.</param>
    public ReplayState(HeadCache cache, ILedgerStore store, long atBlock)
    {
        _committed = new CallStateView(cache, atBlock);
        _hashes = new CallBlockHashes(store, atBlock);
        View = new ReplayStateView(_committed);
    }

    /// <summary>What runs see.</summary>
    public ReplayStateView View { get; }

    /// <summary>BLOCKHASH, up to the block itself.</summary>
    public Func<long, Hash256> BlockHash => _hashes.Get;

    /// <summary>Runs, again after each load, until a run met nothing that is not in memory.</summary>
    /// <returns>The outcome; <see langword="null"/> when the time was over first.</returns>
    public async Task<TransactionOutcome?> RunAsync(
        Func<TransactionOutcome> execute, TraceBudget budget, CancellationToken cancellation)
    {
        TransactionOutcome outcome = execute();
        for (int round = 0; _committed.IsMissing || _hashes.AreMissing; round++)
        {
            if (!budget.HasTime())
            {
                return null;
            }

            if (round == ContractCaller.LoadRoundsMax)
            {
                throw new InvalidOperationException($"A replay still lacked state after {round} loads.");
            }

            await LoadAsync(cancellation);
            outcome = execute();
        }

        return outcome;
    }

    /// <summary>Loads what was asked for and is not in memory.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        if (_committed.IsMissing)
        {
            await _committed.LoadMissingAsync(cancellation);
        }

        if (_hashes.AreMissing)
        {
            await _hashes.LoadAsync(cancellation);
        }
    }
}
