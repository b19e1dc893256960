using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.State;
using Ledger.Node.Ports;

namespace Ledger.Node.Epochs;

/// <summary>Reads what a group decided from its state.</summary>
public static class EpochLoader
{
    /// <summary>The decided parameters as of a block.</summary>
    /// <exception cref="StoreConflictException">The state does not hold them.</exception>
    public static async Task<GovernanceSchedule> ReadScheduleAsync(
        IStateStore state, long asOf, CancellationToken cancellation)
    {
        var account = StateKey.ForAccount(GovernanceRecord.SystemConfigAddress);
        ReadOnlyMemory<byte> stored = (await state.LoadAsync([account], asOf, cancellation))[0];
        if (AccountCodec.TryDecode(stored.Span, out Account config))
        {
            ReadOnlyMemory<byte> code =
                (await state.LoadAsync([StateKey.ForCode(config.CodeHash)], asOf, cancellation))[0];
            if (GovernanceRecord.TryRead(code.Span, out GovernanceSchedule? schedule))
            {
                return schedule!;
            }
        }

        throw new StoreConflictException(
            $"The state of block {asOf} holds no group parameters. Restore the database, or let the node fetch the chain from its peers "
            + "into an empty one.");
    }

    /// <summary>The blocks whose headers a node must know to work above a block: those on which its epochs stand, and those that drew their
    /// sealers. Ascending, each once; equal on every node.</summary>
    /// <param name="schedule">The decided parameters as of the block.</param>
    /// <param name="number">The block.</param>
    /// <param name="activationDelay">How far ahead epochs are known.</param>
    public static IReadOnlyList<long> HeadersOf(GovernanceSchedule schedule, long number, int activationDelay)
    {
        var needed = new SortedSet<long>();
        for (long above = number + 1; above <= number + activationDelay; above++)
        {
            long first = EpochRules.FirstOf(schedule, above);
            needed.Add(Math.Max(0, first - activationDelay));
            if (first <= number + 1)
            {
                needed.Add(first - 1);
            }
        }

        return [.. needed.Where(needs => needs <= number)];
    }

    /// <summary>The epochs known at a stored block.</summary>
    /// <param name="genesis">The group's genesis.</param>
    /// <param name="schedule">The decided parameters as of that block.</param>
    /// <param name="head">The block.</param>
    /// <param name="store">Where the headers that decide rotations are read.</param>
    /// <param name="suite">The chain's cryptography.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<EpochBook> LoadAsync(
        Genesis genesis,
        GovernanceSchedule schedule,
        ChainHead head,
        ILedgerStore store,
        CryptoSuite suite,
        CancellationToken cancellation)
    {
        long through = head.Number + genesis.ActivationDelay;
        var epochs = new List<Epoch>();
        for (long number = head.Number + 1; number <= through; number++)
        {
            long first = EpochRules.FirstOf(schedule, number);
            if (epochs.Count == 0 || epochs[^1].First != first)
            {
                long decider = Math.Max(0, first - genesis.ActivationDelay);
                BlockHeader header = await store.FindHeaderAsync(decider, cancellation)
                    ?? throw new StoreConflictException($"The store holds no block {decider}, which decides on an epoch.");
                epochs.Add(EpochRules.Of(schedule, first, EpochSeed.Of(header, suite), suite.Hash));
            }
        }

        return new EpochBook(epochs, through);
    }
}
