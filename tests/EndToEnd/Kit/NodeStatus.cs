using System.Text.Json;

namespace Ledger.EndToEnd.Kit;

/// <summary>What a node says at <c>/api/v1/status</c>.</summary>
/// <param name="Number">Its last stored block.</param>
/// <param name="Finalized">The last height that its consensus knows to be final.</param>
/// <param name="View">Its view.</param>
/// <param name="ViewChanges">How many views it left since it started.</param>
/// <param name="Leader">The leader's index in the sealer set.</param>
/// <param name="Phase">The step that consensus reached.</param>
/// <param name="WaitingFor">The sealers whose vote is missing.</param>
/// <param name="Pending">Transactions that it took and that are not final.</param>
/// <param name="HaltReason">Why the group has stopped there.</param>
internal sealed record NodeStatus(
    long Number,
    long Finalized,
    long View,
    long ViewChanges,
    int Leader,
    string Phase,
    IReadOnlyList<string> WaitingFor,
    int Pending,
    string? HaltReason)
{
    /// <summary>Reads the answer.</summary>
    public static NodeStatus Of(JsonElement status)
    {
        JsonElement consensus = status.GetProperty("consensus");
        return new NodeStatus(
            status.GetProperty("blockNumber").GetInt64(),
            consensus.GetProperty("finalized").GetInt64(),
            consensus.GetProperty("view").GetInt64(),
            consensus.GetProperty("viewChanges").GetInt64(),
            consensus.GetProperty("leader").GetInt32(),
            consensus.GetProperty("phase").GetString()!,
            [.. consensus.GetProperty("waitingFor").EnumerateArray().Select(id => id.GetString()!)],
            status.GetProperty("pendingTransactions").GetInt32(),
            status.TryGetProperty("haltReason", out JsonElement reason) ? reason.GetString() : null);
    }
}
