using System.Diagnostics;
using Ledger.Crypto;
using Ledger.Crypto.Certificates;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Load;
using Ledger.Network;

namespace Ledger.Ordering;

/// <summary>One measurement: three nodes, a leader, warm-up, entries, and the proof that all three have the same chain.</summary>
internal sealed class OrderingRun(OrderingOptions options, TextWriter progress)
{
    private const int Nodes = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LeaderTimeout = TimeSpan.FromSeconds(60);

    private readonly CryptoSuite _suite =
        CryptoSuites.Secp256k1 with { Signatures = new EntrySignatures(CryptoSuites.Secp256k1.Signatures) };

    /// <summary>Runs it.</summary>
    public async Task<OrderingReport> RunAsync(CancellationToken cancellation)
    {
        Secp256k1Signer[] signers = [.. Enumerable.Range(0, Nodes).Select(_ => Secp256k1Signer.Generate())];
        var genesis = new Genesis
        {
            ChainId = 1,
            GroupId = 1,
            Timestamp = 1,
            Sealers = [.. signers.Select(signer => signer.Id)],
            Consensus = ConsensusAlgorithm.Raft,
            BlockTransactionsMax = options.Block,
            SequenceWindow = options.Window,
            ActivationDelay = Math.Max(8, options.Window + 1),
            BlockLimitWindow = 1_000_000,
        };
        OrderingNode[] nodes = [.. Places(signers).Select(place => new OrderingNode(place))];
        try
        {
            await progress.WriteLineAsync($"making {options.Warmup + options.Entries} entries, starting {Nodes} nodes");
            using var feed = new Feed(options, genesis, _suite.Hash);
            int fed = -1;
            for (int i = 0; i < Nodes; i++)
            {
                int node = i;
                await nodes[i].StartAsync(genesis, block => { if (Volatile.Read(ref fed) == node) { feed.OnFinal(block); } }, cancellation);
            }

            fed = await LeaderAsync(nodes, cancellation);
            return await MeasureAsync(nodes, feed, nodes[fed], cancellation);
        }
        finally
        {
            foreach (OrderingNode node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }

    private async Task<OrderingReport> MeasureAsync(
        OrderingNode[] nodes, Feed feed, OrderingNode fed, CancellationToken cancellation)
    {
        await progress.WriteLineAsync("warming up");
        await feed.RunAsync(fed.Intake, options.Warmup, cancellation);
        GC.Collect();
        await progress.WriteLineAsync("measuring");
        long term = fed.Status.Consensus.View;
        ProcessMeter[] meters =
        [
            .. nodes.Select((node, i) => new ProcessMeter($"postgres{i}", node.DatabaseProcessId)),
            new ProcessMeter("three nodes", Environment.ProcessId),
        ];
        Array.ForEach(meters, meter => meter.Start());
        int collections = GC.CollectionCount(0);
        (long elapsed, IReadOnlyList<long> each) = await feed.RunAsync(fed.Intake, options.Entries, cancellation);
        Array.ForEach(meters, meter => meter.Sample());
        OrderingReport report = new()
        {
            Label = options.Label,
            Entries = options.Entries,
            ValueBytes = options.ValueBytes,
            InFlight = options.InFlight,
            Blocks = feed.Blocks,
            Elections = fed.Status.Consensus.View - term,
            Seconds = elapsed / (double)Stopwatch.Frequency,
            P50Ms = PercentileMs(each, 0.50),
            P99Ms = PercentileMs(each, 0.99),
            Collections = GC.CollectionCount(0) - collections,
            Processes = [.. meters.Select(meter => new ProcessUse(meter.Name, meter.CpuSeconds, meter.ResidentMaxMb))],
        };
        await RequireOneChainAsync(nodes, fed, cancellation);
        return report;
    }

    /// <summary>Waits until a majority is linked and names one leader, whom entries are given to: what a client of etcd does.</summary>
    private static async Task<int> LeaderAsync(OrderingNode[] nodes, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(LeaderTimeout);
        using var timer = new PeriodicTimer(Interval);
        while (true)
        {
            int[] leaders = [.. nodes.Select(node => node.Status.Consensus.Leader).Distinct()];
            if (leaders is [>= 0] && nodes.All(node => node.Status.Peers.Count == Nodes - 1))
            {
                return Array.FindIndex(nodes, node => node.Status.Self == node.Status.Sealers[leaders[0]]);
            }

            await timer.WaitForNextTickAsync(timeout.Token);
        }
    }

    private static async Task RequireOneChainAsync(OrderingNode[] nodes, OrderingNode fed, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(LeaderTimeout);
        foreach (OrderingNode node in nodes)
        {
            await node.Status.WaitForBlockAboveAsync(fed.Status.Head.Number - 1, timeout.Token);
        }

        if (nodes.Select(node => node.Status.Head.Hash).Distinct().Count() != 1)
        {
            throw new InvalidOperationException("The nodes do not have the same chain.");
        }
    }

    private List<NodePlace> Places(Secp256k1Signer[] signers)
    {
        using var authority = CertificateAuthority.Create("ordering");
        string[] addresses = [.. signers.Select((_, i) => $"127.0.0.1:{options.Port + i}")];
        return [.. signers.Select((signer, i) =>
        {
            IssuedCertificate issued = authority.IssueNode($"node{i}", signer, _suite, ["127.0.0.1"]);
            return new NodePlace(
                Path.Combine(options.Folder, $"node{i}"),
                signer,
                NodeTlsIdentity.FromPem(issued.CertificatePem, issued.KeyPem, authority.CertificatePem, _suite),
                _suite,
                addresses[i],
                addresses);
        })];
    }

    private static double PercentileMs(IReadOnlyList<long> ticks, double share)
    {
        long[] sorted = [.. ticks.Order()];
        int index = Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1);
        return sorted[index] * 1000.0 / Stopwatch.Frequency;
    }
}
