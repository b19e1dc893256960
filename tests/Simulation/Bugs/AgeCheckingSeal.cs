using Ledger.Consensus;
using Ledger.Consensus.Pbft;
using Ledger.Simulation.Engine;

namespace Ledger.Simulation.Bugs;

/// <summary>A node that refuses a new view whose prepared proposal has grown old: a planted bug.</summary>
/// <param name="seal">The real seal.</param>
/// <param name="scheduler">The simulated time.</param>
internal sealed class AgeCheckingSeal(IMessageSeal seal, Scheduler scheduler) : IMessageSeal
{
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(5);

    public VerifiedMessage Sign(ConsensusMessage message) => seal.Sign(message);

    public string? TryVerify(ReadOnlyMemory<byte> bytes, out VerifiedMessage? message)
    {
        string? refusal = seal.TryVerify(bytes, out message);
        long oldest = (SimulatedClock.Epoch + scheduler.Now - AgeMax).ToUnixTimeMilliseconds();
        return refusal ?? (message!.Message is PbftMessage.NewView view && view.ViewChanges
            .SelectMany(change => change.Message.Prepared)
            .Any(prepared => prepared.Proposal.Timestamp < oldest)
                ? "the proposal is too old"
                : null);
    }
}
