using Ledger.Application.Accounts;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Testing.InMemory;

namespace Ledger.Application.Tests;

public sealed class BlockReferenceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("latest", 2)]
    [InlineData("pending", 2)]
    [InlineData("safe", 2)]
    [InlineData("finalized", 2)]
    [InlineData("earliest", 0)]
    [InlineData("1", 1)]
    [InlineData("0x1", 1)]
    public async Task State_is_read_at_the_height_that_the_name_means(string name, long height)
    {
        using var cases = new UseCases();
        Assert.True(BlockReference.TryParse(name, out BlockReference? reference));

        Outcome<AccountView> outcome =
            await cases.Dispatcher.SendAsync(new GetAccount(KnownChain.Contract, reference), Cancellation);

        Assert.Equal(height, outcome.Value.BlockNumber);
        Assert.Equal((ulong)(1000 + height), outcome.Value.State.Balance.Low64);
    }

    [Fact]
    public async Task State_is_read_at_the_block_that_a_hash_names()
    {
        using var cases = new UseCases();
        StoredBlock block = cases.World.Chain.Blocks[1];

        Outcome<AccountView> outcome = await cases.Dispatcher.SendAsync(
            new GetAccount(KnownChain.Contract, new BlockReference.ByHash(block.Hash)), Cancellation);

        Assert.Equal(1, outcome.Value.BlockNumber);
    }

    [Fact]
    public async Task A_height_that_does_not_exist_yet_is_an_error_and_not_an_empty_answer()
    {
        using var cases = new UseCases();

        Outcome<AccountView> outcome = await cases.Dispatcher.SendAsync(
            new GetAccount(KnownChain.Contract, new BlockReference.ByNumber(3)), Cancellation);

        Assert.Equal(ErrorCodes.BlockNotFound, outcome.Error?.Code);
        Assert.Contains("last block of this node is 2", outcome.Error?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("newest")]
    [InlineData("-1")]
    [InlineData("0x")]
    [InlineData("0xg")]
    [InlineData("0xffffffffffffffff")]
    [InlineData("99999999999999999999")]
    [InlineData(" 1")]
    public void Other_words_name_no_block(string name) => Assert.False(BlockReference.TryParse(name, out _));
}
