using Ledger.Node.Sync;
using Ledger.Testing;

namespace Ledger.Node.Tests.Sync;

/// <summary>What is held, in order, while blocks come in any order and some another way.</summary>
public sealed class SyncWindowTests
{
    private readonly SyncWindow _window = new();

    /// <summary>Sync held blocks 3 and 4 when consensus made the one below them: nobody took them out, and nobody was asked for more.</summary>
    [Fact]
    public async Task Blocks_above_one_that_came_another_way_are_next()
    {
        CertifiedChain chain = await CertifiedChain.MakeAsync(count: 4);
        _window.SkipTo(2);
        Hold(chain, 3);
        Hold(chain, 4);
        Assert.False(_window.HasNext);
        Assert.Equal(1, _window.FindGap(4, 8, out long from));
        Assert.Equal(2, from);

        _window.SkipTo(3);
        Assert.True(_window.HasNext);
        Assert.Equal(0, _window.FindGap(4, 8, out _));
        Assert.Equal([3L, 4L], _window.Take(8, 1_000).Select(block => block.Number));
        Assert.False(_window.HasNext);
    }

    private void Hold(CertifiedChain chain, long number) => _window.Hold(new CheckedBlock(
        TestAccounts.Signer(1).Id,
        chain.Certified(number),
        chain.Blocks[(int)number - 1].Block.Hash,
        [],
        null));
}
