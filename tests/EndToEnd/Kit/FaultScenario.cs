using System.Diagnostics;
using Ledger.Cli.Control;

namespace Ledger.EndToEnd.Kit;

/// <summary>Scenarios on a chain that is shared and under load: each does its harm, and leaves a healed chain that was audited.</summary>
[Collection(FaultTests.Name)]
public abstract class FaultScenario(FaultChains chains)
{
    /// <summary>
    /// The times of the fault matrix are for a quiet machine with nothing to share. What was measured is printed; what is asserted is so
    /// many times as long.
    /// </summary>
    private const int Generosity = 6;

    /// <summary>The algorithms that scenarios of nodes and links run under.</summary>
    public static TheoryData<string> Algorithms => ["pbft", "raft"];

    /// <summary>Those of scenarios that fall on what lies below the algorithm: all in the long form, one in the short.</summary>
    public static TheoryData<string> AlgorithmsAtLength => Rounds.AreLong ? Algorithms : ["pbft"];

    /// <summary>Ends with the test.</summary>
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Runs a scenario under load, heals the chain, and audits it.</summary>
    private protected async Task UnderLoadAsync(string algorithm, Func<FaultyNodes, Task> scenario)
    {
        FaultyNodes chain = await chains.OfAsync(algorithm);
        try
        {
            await chain.HealAsync(Cancellation);
            chain.Load.Start(Cancellation);
            await scenario(chain);
            await SettleAsync(chain);
        }
        catch
        {
            Say(chain.Logs());
            await chain.Load.AbandonAsync();
            throw;
        }
    }

    /// <summary>Heals, lets all clients finish, and asserts every invariant.</summary>
    private protected static async Task SettleAsync(FaultyNodes chain)
    {
        await chain.HealAsync(Cancellation);
        await chain.Load.FinishAsync(Cancellation);
        await chain.Audit.AssertAsync(Cancellation);
    }

    /// <summary>The same in the middle of a scenario; the clients go on afterwards.</summary>
    private protected static async Task AuditAsync(FaultyNodes chain)
    {
        await SettleAsync(chain);
        chain.Load.Start(Cancellation);
    }

    /// <summary>Waits until nodes hold new blocks: ones that were not even under way when this was called.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="nodes">Who must hold them.</param>
    /// <param name="blocks">How many new ones.</param>
    /// <param name="target">The time of the fault matrix, in seconds.</param>
    private protected static async Task AdvanceAsync(FaultyNodes chain, IReadOnlyList<int> nodes, int blocks, int target)
    {
        long wanted = await UnderWayAsync(chain, nodes) + blocks;
        var watch = Stopwatch.StartNew();
        await Eventually.HoldsAsync(
            $"nodes {string.Join(", ", nodes)} hold block {wanted}",
            TimeSpan.FromSeconds(target * Generosity),
            async token => (await Task.WhenAll(nodes.Select(node => chain.StatusAsync(node, token))))
                .All(status => status?.Number >= wanted),
            Cancellation);
        Say($"Block {wanted} after {watch.Elapsed.TotalSeconds:0.00} s; the target for the next block is {target} s.");
    }

    /// <summary>Waits until nodes that have work make nothing final for a row of looks: they wait for somebody.</summary>
    private protected static Task StandStillAsync(FaultyNodes chain, IReadOnlyList<int> nodes)
    {
        const int Looks = 30;
        long last = 0;
        int unchanged = 0;
        return Eventually.HoldsAsync(
            $"nodes {string.Join(", ", nodes)} hold transactions and make no block",
            TimeSpan.FromMinutes(1),
            async token =>
            {
                NodeStatus?[] all = await Task.WhenAll(nodes.Select(node => chain.StatusAsync(node, token)));
                long height = all.Max(status => status?.Finalized ?? 0);
                unchanged = height == last && all.All(status => status?.Pending > 0) ? unchanged + 1 : 0;
                last = height;
                return unchanged >= Looks;
            },
            Cancellation);
    }

    /// <summary>The highest height that may be under way: no block above it can come without a quorum from now on.</summary>
    private protected static async Task<long> UnderWayAsync(FaultyNodes chain, IReadOnlyList<int> nodes) =>
        await chain.FinalAsync(nodes, Cancellation) + chain.Genesis.SequenceWindow;

    /// <summary>All nodes but some.</summary>
    private protected static int[] AllBut(params int[] left) => [.. Enumerable.Range(0, FourNodes.Count).Except(left)];

    /// <summary>Sends a node's process a signal.</summary>
    private protected static void Signal(FaultyNodes chain, int node, int signal) =>
        Assert.True(Native.Signal(chain.Processes[node].FindRunning() ?? 0, signal), $"{chain.Chain.Nodes[node].Name} does not run.");

    /// <summary>Adds a line to the test's output.</summary>
    private protected static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
