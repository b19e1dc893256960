using Ledger.Cli.Control;
using Ledger.EndToEnd.Kit;

namespace Ledger.EndToEnd;

/// <summary>PostgreSQL dies under the nodes.</summary>
public sealed class KilledDatabaseTests(FourNodes chain) : ChainTest(chain)
{
    [Fact]
    public async Task A_database_killed_under_load_and_started_again_loses_nothing()
    {
        var traffic = new TokenTraffic(Chain, accounts: 8);
        await traffic.PrepareAsync(Cancellation);
        traffic.PlanTransfers(100);
        await traffic.TrySendAsync(Cancellation);
        var database = new SharedDatabase(Chain.Folder);
        Postmaster postmaster = database.FindRunning() ?? throw new InvalidOperationException("PostgreSQL does not run.");

        Native.Signal(postmaster.ProcessId, Native.Kill);
        await Eventually.HoldsAsync(
            "PostgreSQL is dead", NodeProcess.KillTimeout, _ => Task.FromResult(database.FindRunning() is null), Cancellation);
        await Chain.UpAsync(Cancellation);
        await traffic.FinishAsync(Cancellation);

        await traffic.AssertEverywhereAsync(Cancellation);
    }
}
