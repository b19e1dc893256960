namespace Ledger.Infrastructure.EventStore;

/// <summary>The rows of <c>mt_event_progression</c>: Marten's high-water mark and one a projection, named as Marten names them.</summary>
/// <remarks>They all move inside the commit, so they always stand at the last event.</remarks>
internal static class Progress
{
    public static string[] Names { get; } =
        ["HighWaterMark", "Blocks:All", "Transactions:All", "Logs:All", "State:All"];
}
