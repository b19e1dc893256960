namespace Ledger.Infrastructure.EventStore;

/// <summary>Why the store refuses to go on.</summary>
public enum StoreFault
{
    /// <summary>The schema holds a chain that began with another genesis.</summary>
    OtherGenesis,

    /// <summary>Events, read models or progress marks contradict each other.</summary>
    NotWhole,

    /// <summary>A block differs from the one that the store holds at its number, or does not follow the last one.</summary>
    ConflictingBlock,

    /// <summary>Another process writes this group's schema.</summary>
    AnotherWriter,

    /// <summary>A call came before <c>OpenAsync</c>.</summary>
    NotOpen,
}
