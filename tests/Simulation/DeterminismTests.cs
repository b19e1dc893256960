using System.Diagnostics;
using Ledger.Simulation.Cluster;
using Trace = Ledger.Simulation.Engine.Trace;

namespace Ledger.Simulation;

/// <summary>Equal seeds give equal runs, in one process and in two.</summary>
public sealed class DeterminismTests
{
    private static readonly SimulationPlan Plan = new(7)
    {
        Algorithm = "rpbft",
        Window = 4,
        Nodes = 7,
        Governs = true,
        FaultPhase = TimeSpan.FromSeconds(30),
    };

    [Fact]
    public void Equal_seeds_give_equal_traces()
    {
        Trace first = Run(Plan);
        Trace second = Run(Plan);
        Assert.True(first.Lines.Count > 1_000);
        Assert.Equal(first.Lines, second.Lines);
    }

    [Fact]
    public void Another_seed_gives_another_trace() =>
        Assert.NotEqual(Run(Plan).Digest(), Run(Plan with { Seed = Plan.Seed + 1 }).Digest());

    /// <summary>Hash codes differ by process, and nothing that happens may follow from them.</summary>
    [Fact]
    public async Task Another_process_gives_the_same_trace()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Ledger.Simulation"))
        {
            RedirectStandardOutput = true,
        };
        foreach (string argument in new[]
        {
            "simulate", "--seeds", "1", "--seed-base", $"{Plan.Seed}", "--nodes", $"{Plan.Nodes}",
            "--window", $"{Plan.Window}", "--seconds", $"{Plan.FaultPhase.TotalSeconds:0}", "--algorithm", Plan.Algorithm, "--governs", $"{Plan.Governs}", "--explain",
        })
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"trace {Run(Plan).Digest()}", output, StringComparison.Ordinal);
        Assert.EndsWith("1 passed, 0 failed\n", output, StringComparison.Ordinal);
    }

    private static Trace Run(SimulationPlan plan)
    {
        var run = new ClusterRun(plan, isTracing: true);
        Assert.Null(run.Run());
        return run.Trace;
    }
}
