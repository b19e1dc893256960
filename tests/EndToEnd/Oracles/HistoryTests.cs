using Ledger.Crypto;
using Ledger.Domain.Primitives;
using Ledger.EndToEnd.Kit.Load;
using Xunit.Sdk;

namespace Ledger.EndToEnd.Oracles;

/// <summary>What the history of the clients finds by itself.</summary>
public sealed class HistoryTests
{
    private static readonly Hash256 Transaction = CryptoSuites.Secp256k1.Hash.Hash("one"u8);
    private static readonly HashSet<int> Codes = [-32000];

    [Fact]
    public void Two_receipts_in_different_blocks_are_found()
    {
        var history = new History();
        history.Add(new HistoryEntry(0, Transaction, HistoryStep.Ok, "node0", "0x01"));
        Assert.Equal("0x01", Assert.Single(history.Acknowledged()).Value);

        history.Add(new HistoryEntry(1, Transaction, HistoryStep.Ok, "node1", "0x02"));
        Assert.ThrowsAny<XunitException>(() => history.Acknowledged());
    }

    [Theory]
    [InlineData("-32000 nonce too low: the account's next nonce is 7", true)]
    [InlineData("-32099 something else", false)]
    [InlineData("-32000 Npgsql.NpgsqlException: connection refused", false)]
    [InlineData("-32000 failed: select number from group_1.blocks", false)]
    [InlineData("-32000    at Ledger.Node.Loop.NodeLoop.RunAsync()", false)]
    [InlineData("-32000 cannot read /var/lib/ledger/postgres", false)]
    public void Errors_that_tell_of_the_inside_are_found(string words, bool isClean)
    {
        var history = new History();
        history.Add(new HistoryEntry(0, Transaction, HistoryStep.Refused, "node0", words));

        Exception? found = Record.Exception(() => history.AssertRefusalsAreClean(Codes));

        Assert.Equal(isClean, found is null);
    }
}
