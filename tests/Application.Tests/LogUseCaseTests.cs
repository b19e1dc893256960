using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Logs;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Testing.InMemory;

namespace Ledger.Application.Tests;

public sealed class LogUseCaseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_range_wider_than_the_limit_is_refused_with_the_range_to_ask_for()
    {
        using var cases = new UseCases();
        for (int i = 0; i < LogLimits.BlocksMaxUnfiltered; i++)
        {
            cases.World.Chain.Add([]);
        }

        var selection = new LogSelection { From = new BlockReference.ByNumber(0) };
        Outcome<IReadOnlyList<StoredLog>> outcome = await cases.Dispatcher.SendAsync(new FindLogs(selection), Cancellation);

        Assert.Equal(ErrorCodes.QueryTooLarge, outcome.Error?.Code);
        Assert.Contains("[0x0, 0x7cf]", outcome.Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_that_starts_above_the_last_block_is_empty_because_pollers_ask_ahead()
    {
        using var cases = new UseCases();
        var selection = new LogSelection { From = new BlockReference.ByNumber(3), To = new BlockReference.ByNumber(9) };

        Assert.Empty((await cases.Dispatcher.SendAsync(new FindLogs(selection), Cancellation)).Value);
    }

    [Fact]
    public async Task An_upside_down_range_is_an_error()
    {
        using var cases = new UseCases();
        var selection = new LogSelection { From = new BlockReference.ByNumber(2), To = new BlockReference.ByNumber(1) };

        Outcome<IReadOnlyList<StoredLog>> outcome = await cases.Dispatcher.SendAsync(new FindLogs(selection), Cancellation);

        Assert.Equal(ErrorCodes.InvalidRequest, outcome.Error?.Code);
    }

    [Fact]
    public async Task Logs_are_chosen_by_contract_and_topic_and_paged_without_loss()
    {
        using var cases = new UseCases();
        var selection = new LogSelection
        {
            From = new BlockReference.ByNumber(0),
            Addresses = [KnownChain.Contract],
            Topics = [[], [KnownChain.Topic(2)]],
        };

        IReadOnlyList<StoredLog> all = (await cases.Dispatcher.SendAsync(new FindLogs(selection), Cancellation)).Value;
        var paged = new List<StoredLog>();
        (long, int)? after = null;
        for (int i = 0; i < 3; i++)
        {
            IReadOnlyList<StoredLog> page =
                (await cases.Dispatcher.SendAsync(new ListLogs(selection, after, 1), Cancellation)).Value;
            paged.AddRange(page);
            after = (page[^1].BlockNumber, page[^1].LogIndex);
        }

        Assert.Equal([0, 1, 2], all.Select(log => log.LogIndex));
        Assert.Equal(all, paged);
    }
}
