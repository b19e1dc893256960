using Ledger.Node.Reads;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Clients;

/// <summary>Readers who want every write that was final, on any node, when they asked. An answer below that is a violation, whatever happens
/// to nodes and links meanwhile; no answer is none.</summary>
/// <param name="world">The world.</param>
/// <param name="nodes">The nodes.</param>
public sealed class SimulatedReaders(World world, IReadOnlyList<SimulatedNode> nodes)
{
    private const int EveryMsMax = 600;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A source of its own: an algorithm without such reads runs as it would without readers.
    private readonly Random _random = new(world.Plan.Seed);

    /// <summary>How many were answered.</summary>
    public int Answered { get; private set; }

    /// <summary>Starts: one read after the other, each on some node.</summary>
    public void Plan(TimeSpan until) =>
        world.Scheduler.After(TimeSpan.FromMilliseconds(_random.Next(EveryMsMax)), () => ReadNext(until));

    private void ReadNext(TimeSpan until)
    {
        if (world.Scheduler.Now < until)
        {
            SimulatedNode node = nodes[_random.Next(nodes.Count)];
            if (node.IsFaithful)
            {
                long final = world.Verdict.Chain.Highest;
                node.Ask("a read", (asked, clock) => ReadAsync(node, asked.Reads, clock, final));
            }

            Plan(until);
        }
    }

    private async Task ReadAsync(SimulatedNode node, ILinearizableReads reads, TimeProvider clock, long final)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        try
        {
            if (reads.IsOffered)
            {
                OnAnswer(node, final, await reads.AskAsync(deadline.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // No majority answered the leader, or this node did not get so far.
        }
    }

    private void OnAnswer(SimulatedNode node, long final, ReadAnswer answer)
    {
        if (answer.Number is not long number)
        {
            return;
        }

        Answered++;
        long head = node.Node?.Status.Head.Number ?? number;
        world.Trace.Add($"{node.Name} reads at {number}, asked when {final} was final");
        if (number < final || head < number)
        {
            world.Verdict.Violate(
                $"{node.Name} answered a read with height {number} at block {head}; block {final} was final when it was asked.");
        }
    }
}
