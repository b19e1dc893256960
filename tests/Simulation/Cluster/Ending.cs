using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Pool;
using Ledger.Simulation.Checks;
using Ledger.Simulation.Clients;

namespace Ledger.Simulation.Cluster;

/// <summary>What must hold once everything is healed: every transaction final once on every node, equal heads, equal state, equal
/// refusals.</summary>
/// <param name="world">The world.</param>
/// <param name="nodes">The nodes that must agree.</param>
/// <param name="clients">The clients.</param>
public sealed class Ending(World world, IReadOnlyList<SimulatedNode> nodes, SimulatedClients clients)
{
    private const int OpenToldMax = 5;

    /// <summary>Whether the cluster has finished.</summary>
    public static bool IsReached(World world, IReadOnlyList<SimulatedNode> nodes, SimulatedClients clients)
    {
        long highest = world.Verdict.Chain.Highest;
        return clients.Open.Count == 0
            && nodes.All(node => node.Node is not null && node.Node.Status.Head.Number == highest);
    }

    /// <summary>Checks it.</summary>
    /// <param name="run">Lets time pass.</param>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public string? Check(Action<TimeSpan> run)
    {
        clients.ReadAll();
        if (!IsReached(world, nodes, clients))
        {
            return Unfinished();
        }

        return nodes.Select(CheckChain).FirstOrDefault(wrong => wrong is not null)
            ?? CheckState()
            ?? new RefusalChecks(world, nodes).Check(run)
            ?? world.Verdict.Violation;
    }

    private string Unfinished() => $"Not live: healed at {world.Plan.FaultPhase.TotalSeconds} s, at "
        + $"{world.Scheduler.Now.TotalSeconds:0} s {clients.Open.Count} of {clients.Count} transactions are not final; "
        + string.Join("; ", nodes.Select(node => $"{node.Name} {StatusOf(node)}"))
        + "; open are " + string.Join(", ", clients.Open.Take(OpenToldMax).Select(made => $"{made.Hash.ToString()[..8]} ({made.LastAnswer})"));

    private static string StatusOf(SimulatedNode node) => node.Node is null
        ? $"does not run ({node.OpenFailure})"
        : $"block {node.Node.Status.Head.Number}, {PoolOf(node.Node.Pool)}, "
            + $"view {node.Node.Status.Consensus.View} {node.Node.Status.Consensus.Phase}, leader {node.Node.Status.Consensus.Leader}";

    private static string PoolOf(IPoolReader pool) => $"{pool.Count} pooled" + string.Concat(pool.List(OpenToldMax).Select(item =>
        $" {item.Hash.ToString()[..8]} of {item.Sender.ToString()[..6]} nonce {item.Transaction.Nonce.ToDecimalString()}{(pool is TransactionPool inner && inner.IsWaiting(item.Hash) ? " waiting" : string.Empty)}"));

    /// <summary>Every node holds every block that was ever final, and each client's transaction where its receipt says.</summary>
    private string? CheckChain(SimulatedNode node)
    {
        for (long number = node.Disk.Base + 1; number <= world.Verdict.Chain.Chain.Count; number++)
        {
            Hash256 hash = world.Verdict.Chain.Chain[(int)number - 1].Hash;
            if (node.Disk.At(number)?.Block.Hash != hash)
            {
                return $"{node.Name} lost block {number}, which was final as {hash}.";
            }
        }

        foreach (Submission made in clients.All.Values.Where(made => made.Final?.Number > node.Disk.Base))
        {
            if (node.Disk.Find(made.Hash)?.Number != made.Final?.Number)
            {
                return $"{node.Name} has {made.Hash} in block {node.Disk.Find(made.Hash)?.Number}, its client's receipt says {made.Final?.Number}.";
            }
        }

        return null;
    }

    private string? CheckState()
    {
        long head = world.Verdict.Chain.Highest;
        (StateKey Key, ReadOnlyMemory<byte> Value)[] first = [.. nodes[0].Disk.StateAt(head)];
        UInt256 sum = UInt256.Zero;
        foreach ((StateKey key, ReadOnlyMemory<byte> value) in first)
        {
            if (key.Kind == StateKeyKind.Account && AccountCodec.TryDecode(value.Span, out Account account))
            {
                sum += account.Balance;
            }
        }

        if (sum != GroupSetup.Accounts * GroupSetup.Balance)
        {
            return $"The balances at block {head} sum up to {sum.ToDecimalString()}.";
        }

        SimulatedNode? other = nodes.FirstOrDefault(node => !node.Disk.StateAt(head).SequenceEqual(first, ValueEquality.Instance));
        return other is null ? null : $"{other.Name} stores another state of block {head} than {nodes[0].Name}.";
    }

    private sealed class ValueEquality : IEqualityComparer<(StateKey Key, ReadOnlyMemory<byte> Value)>
    {
        public static readonly ValueEquality Instance = new();

        public bool Equals((StateKey Key, ReadOnlyMemory<byte> Value) x, (StateKey Key, ReadOnlyMemory<byte> Value) y) =>
            x.Key == y.Key && x.Value.Span.SequenceEqual(y.Value.Span);

        public int GetHashCode((StateKey Key, ReadOnlyMemory<byte> Value) obj) => obj.Key.GetHashCode();
    }
}
