using Ledger.Simulation.Algorithms;
using Ledger.Simulation.Bugs;
using Ledger.Simulation.Checks;
using Ledger.Simulation.Engine;
using Ledger.Simulation.Links;

namespace Ledger.Simulation.Cluster;

/// <summary>What every node of a run lives in.</summary>
/// <param name="Plan">What the run follows from.</param>
/// <param name="Setup">The group.</param>
/// <param name="Algorithm">The consensus algorithm.</param>
/// <param name="Scheduler">Time and chance.</param>
/// <param name="Network">The links.</param>
/// <param name="Verdict">The checks.</param>
/// <param name="Trace">The trace.</param>
/// <param name="Bugs">The bug, if any.</param>
public sealed record World(
    SimulationPlan Plan,
    GroupSetup Setup,
    IAlgorithm Algorithm,
    Scheduler Scheduler,
    SimulatedNetwork Network,
    Verdict Verdict,
    Trace Trace,
    BugPlanter Bugs)
{
    /// <summary>Chance.</summary>
    public Random Random => Scheduler.Random;
}
