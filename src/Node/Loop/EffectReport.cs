using Ledger.Consensus;
using Ledger.Node.Pool;
using Ledger.Node.Reads;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Loop;

/// <summary>Where the loop tells people what consensus says.</summary>
/// <param name="State">The published values.</param>
/// <param name="Pool">The pool, whose transactions the loop reminds consensus of.</param>
/// <param name="Reads">Readers who wait to hear what is committed.</param>
/// <param name="Logger">The log.</param>
public sealed record EffectReport(ChainState State, TransactionPool Pool, ReadDesk Reads, ILogger Logger)
{
    /// <summary>Tells a report or a reader's answer, or stops the group on a halt.</summary>
    public void Tell(ConsensusEffect effect)
    {
        switch (effect)
        {
            case ConsensusEffect.Report report:
                Logger.ConsensusReport(report.Text);
                break;
            case ConsensusEffect.ReadReady or ConsensusEffect.ReadRefused:
                Reads.Take(effect);
                break;
            case ConsensusEffect.Halt halt:
                State.Halt(halt.Reason
                    ?? $"Block {halt.Number}: this node computed {halt.Own}, a quorum signed {halt.Quorums}. "
                    + "Its state differs from the others'; compare versions, then rebuild this node from its peers.");
                break;
        }
    }
}
