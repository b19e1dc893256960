using Ledger.Domain.Primitives;

namespace Ledger.EndToEnd.Kit;

/// <summary>What must hold of what the nodes' databases hold, whatever happened; the numbers are those of the fault matrix.</summary>
internal static class ChainRules
{
    /// <summary>I1 and I2: one chain. The encoded header holds every root.</summary>
    public static void AssertSameBlocks(IReadOnlyList<AuditedBlock> first, IReadOnlyList<AuditedBlock> other)
    {
        Assert.Equal(first.Count, other.Count);
        for (int i = 0; i < first.Count; i++)
        {
            Assert.True(first[i] == other[i], $"Two nodes hold different blocks {first[i].Number}:\n{first[i]}\n{other[i]}");
        }
    }

    /// <summary>I3 and I4: the chain holds what clients sent and nothing else, each once, where its receipt said.</summary>
    /// <param name="node">What a node holds.</param>
    /// <param name="acknowledged">What was called final, and in which block.</param>
    /// <param name="invoked">What clients sent.</param>
    public static void AssertExactlyOnce(
        AuditedNode node, IReadOnlyDictionary<Hash256, string> acknowledged, IReadOnlySet<Hash256> invoked)
    {
        foreach ((Hash256 hash, string block) in acknowledged)
        {
            Assert.True(node.Transactions.TryGetValue(hash, out string? held), $"{hash}, final in block {block}, is lost.");
            Assert.Equal(block, held);
        }

        Hash256? stranger = node.Transactions.Keys.Where(hash => !invoked.Contains(hash)).Select(hash => (Hash256?)hash).FirstOrDefault();
        Assert.True(stranger is null, $"{stranger} is in the chain, and no client sent it.");
        Assert.Equal(invoked.Count, node.Transactions.Count);
        Assert.Equal(node.Blocks.Sum(block => block.Transactions), node.Transactions.Count);
        Assert.Equal(0, node.UsedTwice);
    }

    /// <summary>I5: heights without a gap, parents, growing time.</summary>
    public static void AssertLinked(IReadOnlyList<AuditedBlock> blocks)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            Assert.Equal(i, blocks[i].Number);
            if (i > 0)
            {
                Assert.Equal(blocks[i - 1].Hash, blocks[i].Parent);
                Assert.True(blocks[i].TimestampMs > blocks[i - 1].TimestampMs, $"Block {i} is not later than the one before.");
            }
        }
    }

    /// <summary>I7: nobody signed two things in conflict, by its own journal and by those of the others.</summary>
    public static void AssertNoConflict(AuditedNode node)
    {
        Assert.True(node.Conflicts == 0, $"A node signed {node.Conflicts} times two things in conflict.");
        Assert.True(node.Evidence == 0, $"A node saw {node.Evidence} times that another signed two things in conflict.");
    }

    /// <summary>I8: the stream has an event for block 0, for each later block and for each transaction, and no projection is elsewhere.</summary>
    public static void AssertProjected(AuditedNode node)
    {
        Assert.Single(node.Positions.Distinct());
        Assert.Equal(node.Blocks.Sum(block => 1L + block.Transactions), node.Positions[0]);
    }

    /// <summary>I9: every increment saw another value, and together they saw them all.</summary>
    public static void AssertCountedOnce(ulong increments, IEnumerable<ulong> values) =>
        Assert.Equal(Enumerable.Range(1, checked((int)increments)).Select(value => (ulong)value), values.Order());
}
