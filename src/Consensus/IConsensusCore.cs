namespace Ledger.Consensus;

/// <summary>A consensus algorithm as a pure state machine: equal inputs give equal effects. No I/O, clock, task or logger.
/// Owned by one caller; not thread-safe.</summary>
public interface IConsensusCore
{
    /// <summary>What the core is doing, for operators; a value that never changes afterwards.</summary>
    ConsensusStatus Status { get; }

    /// <summary>Takes one input.</summary>
    /// <param name="now">Monotonic time since the node started.</param>
    /// <param name="input">What happened.</param>
    /// <returns>What to do, in order. The order is a duty: every <see cref="ConsensusEffect.Persist"/> is durable before any
    /// effect after it that sends.</returns>
    IReadOnlyList<ConsensusEffect> Step(TimeSpan now, ConsensusInput input);
}
