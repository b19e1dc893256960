using System.Diagnostics;
using System.Globalization;
using Ledger.Domain.Events;
using Ledger.Infrastructure.Tests.Kit;
using Ledger.Node.Ports;

namespace Ledger.Infrastructure.Tests.EventStore;

/// <summary>Measures; run by hand: <c>--filter-class "*StoreCostTests" --explicit only</c>.</summary>
public sealed class StoreCostTests(PostgresFixture postgres, ITestOutputHelper output) : StoreTest(postgres)
{
    private const int Blocks = 20;
    private const int Transactions = 1000;
    private const double TickSeconds = 0.01;

    [Fact(Explicit = true)]
    public async Task The_processor_time_of_a_token_transfer()
    {
        FinalBlock[] blocks = [.. Enumerable.Range(0, Blocks + 3).Select(_ => Chain.Next(Transactions, onlyTransfers: true))];
        await Store.Ledger.CommitAsync(blocks[..3], Cancellation);
        double server = ServerSeconds();
        TimeSpan client = Process.GetCurrentProcess().TotalProcessorTime;
        foreach (FinalBlock block in blocks[3..])
        {
            await Store.Ledger.CommitAsync([block], Cancellation);
        }

        Report("commit of 1000-transaction blocks", server, client);
        output.WriteLine($"state rows a transaction: {blocks[3..].Average(block => block.Writes.Count) / Transactions:0.00}");
    }

    [Fact(Explicit = true)]
    public async Task The_processor_time_of_the_journal()
    {
        JournalBody[][] bodies = [.. Enumerable.Range(1, Blocks).Select(number => Chain.Next(Transactions, onlyTransfers: true)
            .Block.Transactions.Select(t => new JournalBody(number, t.Hash, t.Transaction.Raw)).ToArray())];
        await Store.Journal.AppendAsync([new PrepareSigned(1, 0, "0x01")], [], Cancellation);
        double server = ServerSeconds();
        TimeSpan client = Process.GetCurrentProcess().TotalProcessorTime;
        for (int i = 0; i < Blocks; i++)
        {
            await Store.Journal.AppendAsync([new ProposalAccepted(i + 1, 0, "0x01", "0x02"), new PrepareSigned(i + 1, 0, "0x01")], bodies[i], Cancellation);
            await Store.Journal.AppendAsync([new CommitSigned(i + 1, 0, "0x01", "0x02")], [], Cancellation);
            await Store.Journal.AppendAsync([new CheckpointSigned(i + 1, 0, "0x01")], [], Cancellation);
            await Store.Journal.DropBodiesAsync(i, Cancellation);
        }

        Report("journal of 1000-transaction proposals", server, client);
    }

    private void Report(string what, double serverBefore, TimeSpan clientBefore)
    {
        double clientMicros = (Process.GetCurrentProcess().TotalProcessorTime - clientBefore).TotalMicroseconds;
        double serverMicros = (ServerSeconds() - serverBefore) * 1e6;
        const double Count = Blocks * Transactions;
        output.WriteLine($"{what}: server {serverMicros / Count:0.0} us, client {clientMicros / Count:0.0} us a transaction");
    }

    /// <summary>Processor time of every postgres process of this machine.</summary>
    private static double ServerSeconds() => Directory.EnumerateDirectories("/proc").Sum(process =>
    {
        try
        {
            string stat = char.IsAsciiDigit(Path.GetFileName(process)[0]) ? File.ReadAllText(Path.Combine(process, "stat")) : "";
            if (!stat.Contains("(postgres)", StringComparison.Ordinal))
            {
                return 0;
            }

            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) * TickSeconds;
        }
        catch (IOException)
        {
            return 0;
        }
    });
}
