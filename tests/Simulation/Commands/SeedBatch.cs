using System.Globalization;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Commands;

/// <summary>Runs plans one after another, and measures how fast.</summary>
/// <param name="output">Where failures and traces go.</param>
/// <param name="isExplaining">Whether every trace is printed.</param>
public sealed class SeedBatch(TextWriter output, bool isExplaining)
{
    private readonly List<string> _failures = [];
    private TimeSpan _simulated;
    private TimeSpan _used;

    /// <summary>How many runs passed.</summary>
    public int Passed { get; private set; }

    /// <summary>What was wrong with the others.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>How many simulated seconds one second of CPU gave.</summary>
    public double Speed => _simulated / _used;

    /// <summary>The numbers, in one line.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{Passed} of {Passed + _failures.Count} seeds, {_simulated.TotalSeconds:0} simulated seconds in {_used.TotalSeconds:0.0} s of CPU: {Speed:0} a second");

    /// <summary>Runs plans.</summary>
    public void Run(IEnumerable<SimulationPlan> plans)
    {
        foreach (SimulationPlan plan in plans)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            var run = new ClusterRun(plan, isExplaining);
            string? violation = run.Run();
            _used += Environment.CpuUsage.TotalTime - before;
            _simulated += run.Elapsed;
            Tell(plan, run, violation);
        }
    }

    private void Tell(SimulationPlan plan, ClusterRun run, string? violation)
    {
        if (isExplaining)
        {
            foreach (string line in run.Trace.Lines)
            {
                output.WriteLine(line);
            }

            output.WriteLine($"trace {run.Trace.Digest()}");
            output.WriteLine($"seed {plan.Seed}: {run.Summary}");
        }

        if (violation is null)
        {
            Passed++;
            return;
        }

        string failure = $"seed {plan.Seed} of {plan.Algorithm} {plan.Nodes}: {violation}\n  again: {plan.ReplayCommand}";
        _failures.Add(failure);
        output.WriteLine(failure);
    }
}
