using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Clients;

/// <summary>The clients of a run: they submit, ask again elsewhere when they hear nothing, and remember every receipt that a node
/// gave them for final (I3).</summary>
/// <param name="world">The world.</param>
/// <param name="nodes">The nodes.</param>
public sealed class SimulatedClients(World world, IReadOnlyList<SimulatedNode> nodes)
{
    private const int AskEveryMs = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly Workload _workload = new(world.Setup, world.Random);
    private readonly Dictionary<Hash256, Submission> _byHash = [];
    private readonly List<Submission> _open = [];
    private readonly Dictionary<SimulatedNode, long> _read = [];
    private long _head;

    /// <summary>How many transactions were made.</summary>
    public int Count => _byHash.Count;

    /// <summary>Those that are not final yet.</summary>
    public IReadOnlyList<Submission> Open => _open;

    /// <summary>Every transaction.</summary>
    public IReadOnlyDictionary<Hash256, Submission> All => _byHash;

    /// <summary>Starts: transactions come until a time, and those without an answer are asked for until all are final.</summary>
    public void Plan(TimeSpan until)
    {
        world.Scheduler.After(TimeSpan.FromMilliseconds(100), () => SubmitNext(until));
        world.Scheduler.After(TimeSpan.FromMilliseconds(AskEveryMs), Ask);
    }

    /// <summary>Makes a transaction and gives it to one node, or to some.</summary>
    public void SubmitOne()
    {
        foreach (Submission made in _workload.Next(_head))
        {
            _byHash.Add(made.Hash, made);
            _open.Add(made);
            int receivers = world.Random.Next(4) == 0 ? world.Random.Next(1, nodes.Count + 1) : 1;
            for (int i = 0; i < receivers; i++)
            {
                Send(made);
            }
        }
    }

    /// <summary>Gives a node a change of members or parameters. It is not waited for: others may be decided before it.</summary>
    public Submission Govern(SimulatedNode node, Address contract, ReadOnlyMemory<byte> call)
    {
        Submission made = _workload.Govern(_head, contract, call);
        _byHash.Add(made.Hash, made);
        Govern(node, made);
        return made;
    }

    /// <summary>Gives a node a change once more.</summary>
    public void Govern(SimulatedNode node, Submission made) =>
        node.Submit([made.Raw], results => OnAnswer(node, made, results[0]));

    /// <summary>Reads what every node holds final.</summary>
    public void ReadAll()
    {
        foreach (SimulatedNode node in nodes.Where(node => node.IsFaithful && node.Node is not null))
        {
            ReadReceipts(node);
        }

        _open.RemoveAll(made => made.IsDone);
    }

    private void SubmitNext(TimeSpan until)
    {
        if (world.Scheduler.Now < until)
        {
            SubmitOne();
            world.Scheduler.After(TimeSpan.FromMilliseconds(world.Random.Next(50, 1_500)), () => SubmitNext(until));
        }
    }

    private void Send(Submission made)
    {
        made.LastSent = world.Scheduler.Now;
        SimulatedNode node = nodes[world.Random.Next(nodes.Count)];
        node.Submit([made.Raw], results => OnAnswer(node, made, results[0]));
    }

    private void OnAnswer(SimulatedNode node, Submission made, SubmitResult result)
    {
        made.LastAnswer = $"{node.Name} {result.Code}";
        // A node that is far behind finds a block limit too far ahead; one that executed a block but did not store it yet, a nonce used.
        bool isExpected = result.IsAccepted
            || result.Code is SubmitCode.NotReady or SubmitCode.NonceUsed or SubmitCode.BlockLimit
            || (result.Code == SubmitCode.NoLiveQuorum && made.MayBeRefused)
            || (result.Code == SubmitCode.NonceTaken && made.Rival is not null);
        if (!isExpected && node.IsFaithful)
        {
            world.Verdict.Violate($"{node.Name} refused the valid transaction {made.Hash}: {result.Code}, {result.Detail}");
        }
    }

    private void Ask()
    {
        ReadAll();
        foreach (Submission made in _open.Where(made => world.Scheduler.Now - made.LastSent > Patience).ToList())
        {
            Send(made);
        }

        world.Scheduler.After(TimeSpan.FromMilliseconds(AskEveryMs), Ask);
    }

    /// <summary>Reads what a node holds final since it was read last.</summary>
    private void ReadReceipts(SimulatedNode node)
    {
        long head = node.Node!.Status.Head.Number;
        _head = Math.Max(_head, head);
        long from = Math.Min(_read.GetValueOrDefault(node), head);
        for (long number = Math.Max(from, node.Disk.Base) + 1; number <= head; number++)
        {
            Block block = node.Disk.At(number)!.Block;
            for (int i = 0; i < block.Transactions.Count; i++)
            {
                OnReceipt(node, block, i);
            }
        }

        _read[node] = head;
    }

    private void OnReceipt(SimulatedNode node, Block block, int index)
    {
        Hash256 hash = block.Transactions[index].Hash;
        if (!_byHash.TryGetValue(hash, out Submission? made))
        {
            world.Verdict.Violate($"{node.Name} executed {hash} in block {block.Number}, which no client made.");
            return;
        }

        Hash256 receipt = ReceiptCodec.Hash(block.Receipts[index], block.Header.StateRoot, world.Setup.Suite);
        if (made.Final is null)
        {
            made.Final = (block.Number, receipt);
        }
        else if (made.Final != (block.Number, receipt))
        {
            world.Verdict.Violate(
                $"{node.Name} gives another receipt for {hash}: block {block.Number}, not block {made.Final.Value.Number}.");
        }

        if (made.Rival?.Final is not null)
        {
            world.Verdict.Violate($"{hash} and its rival {made.Rival.Hash} are both final.");
        }
    }
}
