namespace Ledger.Infrastructure.EventStore;

/// <summary>Where the events of the <c>abis</c> stream stand among all positions: below zero, above those of the journal.</summary>
/// <remarks>What <see cref="JournalPositions"/> says of its own half holds here too. The two streams are 2^61 positions apart.</remarks>
internal static class AbiPositions
{
    /// <summary>The position of version 0; the position of every other follows from its version.</summary>
    public const long Origin = long.MinValue / 4;
}
