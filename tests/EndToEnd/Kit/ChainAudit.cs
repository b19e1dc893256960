using System.Text.Json;
using Ledger.Cli.Demo;
using Ledger.Cli.Rpc;
using Ledger.Domain.Primitives;
using Ledger.EndToEnd.Kit.Load;

namespace Ledger.EndToEnd.Kit;

/// <summary>
/// The invariants that hold whatever happened, asserted on every node once all clients have ended: I1 to I5 and I7 to I9, I13 of the fault
/// matrix. Seals (I6) are verified by every node for every block that it takes.
/// </summary>
/// <param name="chain">The chain.</param>
internal sealed class ChainAudit(FaultyNodes chain)
{
    private static readonly TimeSpan EqualWithin = TimeSpan.FromSeconds(120);

    private readonly List<AuditedBlock> _seen = [];

    /// <summary>Waits until all nodes hold the same last block, and asserts everything.</summary>
    public async Task AssertAsync(CancellationToken cancellation)
    {
        await AssertLevelAsync(cancellation);
        AuditedNode[] nodes = await Task.WhenAll(Enumerable.Range(0, chain.Nodes.Count)
            .Select(node => AuditedNode.ReadAsync(chain.DatabaseOf(node), cancellation)));
        IReadOnlyDictionary<Hash256, string> acknowledged = chain.Load.History.Acknowledged();
        HashSet<Hash256> invoked = chain.Load.History.Invoked();
        foreach (AuditedNode node in nodes)
        {
            ChainRules.AssertSameBlocks(nodes[0].Blocks, node.Blocks);
            ChainRules.AssertExactlyOnce(node, acknowledged, invoked);
            ChainRules.AssertProjected(node);
            ChainRules.AssertNoConflict(node);
        }

        ChainRules.AssertLinked(nodes[0].Blocks);
        AssertNothingMoved(nodes[0].Blocks);
        ChainRules.AssertCountedOnce(chain.Load.Increments, chain.Load.Members
            .SelectMany(client => client.Done)
            .Where(operation => operation.Kind == OperationKind.Increment)
            .Select(operation => operation.CounterValue));
        await AssertStateAsync(nodes[0].Blocks[^1].Number, cancellation);
        chain.Load.History.AssertRefusalsAreClean(await CodesAsync(cancellation));
        foreach (int node in Enumerable.Range(0, chain.Nodes.Count))
        {
            Assert.Null((await chain.StatusAsync(node, cancellation))?.HaltReason);
        }
    }

    /// <summary>I12: whoever was behind reaches the others.</summary>
    private Task AssertLevelAsync(CancellationToken cancellation) => Eventually.HoldsAsync(
        "every node holds the same last block, and no client waits for one",
        EqualWithin,
        async token =>
        {
            try
            {
                long[] heights = await Task.WhenAll(chain.Nodes.Select(node => node.HeightAsync(token)));
                return heights.Distinct().Count() == 1;
            }
            catch (JsonRpcException)
            {
                return false;
            }
        },
        cancellation);

    /// <summary>What was final at the audit before is final now.</summary>
    private void AssertNothingMoved(IReadOnlyList<AuditedBlock> blocks)
    {
        Assert.True(blocks.Count >= _seen.Count, $"The chain became shorter: {_seen.Count} blocks, then {blocks.Count}.");
        Assert.Equal(_seen, blocks.Take(_seen.Count));
        _seen.AddRange(blocks.Skip(_seen.Count));
    }

    /// <summary>I9: what every node answers about the state follows from what clients did.</summary>
    private async Task AssertStateAsync(long height, CancellationToken cancellation)
    {
        string at = Quantity.Of(height);
        foreach (NodeClient node in chain.Nodes)
        {
            IReadOnlyList<JsonElement> nonces = await node.Rpc.BatchAsync(
                [.. chain.Load.Members.Select(client => new RpcCall("eth_getTransactionCount", client.Address.ToString(), at))],
                cancellation);
            Assert.Equal(chain.Load.Members.Select(client => (long)client.Nonce), nonces.Select(Quantity.Read));
            IReadOnlyList<JsonElement> balances = await node.Rpc.BatchAsync(
                [.. chain.Load.Members.Select(client => new RpcCall(
                    "eth_call", new { to = chain.Load.Token.ToString(), data = TokenAbi.BalanceOf(client.Address) }, at))],
                cancellation);
            Assert.Equal(
                chain.Load.Balances().Select(balance => (UInt256)balance),
                balances.Select(balance => UInt256.Parse(balance.GetString()!)));
            JsonElement counter = await node.Rpc.CallAsync(
                new RpcCall("eth_getStorageAt", chain.Load.Counter.ToString(), "0x0", at), cancellation);
            Assert.Equal((UInt256)chain.Load.Increments, UInt256.Parse(counter.GetString()!));
        }
    }

    private async Task<IReadOnlySet<int>> CodesAsync(CancellationToken cancellation)
    {
        JsonElement registry = await chain.Nodes[0].GetAsync("/api/v1/errors", cancellation);
        return registry.EnumerateArray().Select(row => row.GetProperty("jsonRpcCode").GetInt32()).ToHashSet();
    }
}
