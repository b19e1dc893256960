using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ledger.Cli.Layout;
using Ledger.Cli.Lifecycle;
using Ledger.Cli.Rpc;
using Ledger.Cli.Terminals;
using Ledger.Cli.Wallets;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Cli.Demo;

/// <summary>One run of the demo, told step by step to someone who has never seen a ledger.</summary>
internal sealed class DemoRun(ChainFolder folder, ChainDocument chain, DemoSize size, Terminal terminal)
{
    /// <summary>Runs it to its end.</summary>
    /// <exception cref="CommandLine.CommandFailedException">Anything is not as it must be.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = ChainStarter.RequestTimeout };
        NodeClient[] nodes = [.. chain.Nodes.Select(node => new NodeClient(http, node))];
        var comparison = new DemoComparison(folder, nodes, terminal);
        var sender = new DemoSender(nodes, chain.ChainId);
        var plan = new TransferPlan(size.Accounts);
        var watch = Stopwatch.StartNew();

        Introduce(nodes.Length);
        DemoAccount[] accounts = await LoadAccountsAsync(nodes[0], cancellation);
        Address[] holders = [.. accounts.Select(account => account.Address)];
        Address token = await DeployAsync(sender, accounts[0], plan, cancellation);
        await SendAsync(sender, token, accounts, plan.TakeShares(), "Giving every account its share", cancellation);

        Title(3, $"{size.Transfers:N0} transfers, spread over all nodes");
        terminal.Line("Each account signs with its own key and talks to one of the nodes; the nodes pass the transactions on,");
        terminal.Line("agree on one order, execute them, and sign the result. A block is final once a quorum has signed it.");
        int half = size.Transfers / 2;
        var transfers = Stopwatch.StartNew();
        await SendAsync(sender, token, accounts, plan.TakeTransfers(0, half), "The first half", cancellation);
        long middle = await HighestAsync(nodes, cancellation);
        ulong[] middleBalances = [.. plan.Balances];
        await SendAsync(
            sender, token, accounts, plan.TakeTransfers(half, size.Transfers - half), "The second half", cancellation);
        double seconds = transfers.Elapsed.TotalSeconds;
        long last = await HighestAsync(nodes, cancellation);
        await comparison.WaitForBlockAsync(last, cancellation);

        Title(4, "Every node tells the same");
        await comparison.CompareBlockAsync(last, cancellation);
        Title(5, "The same balances through two doors");
        terminal.Line("By eth_call, which runs the contract, and by plain SQL in each node's PostgreSQL:");
        terminal.Line($"  {AuditSql.Balance(token, holders[0], last)};");
        await comparison.CompareBalancesAsync(token, holders, plan.Balances, last, cancellation);
        Title(6, $"The past: the same questions AS OF block {middle}, the middle of the run");
        terminal.Line($"  {AuditSql.Balance(token, holders[0], middle)};");
        await comparison.CompareBalancesAsync(token, holders, middleBalances, middle, cancellation);
        Conclude(seconds, watch.Elapsed.TotalSeconds);
    }

    private void Introduce(int nodes)
    {
        terminal.Line($"This chain has {Plural.Of(nodes, "node")}. Each is a program of its own with a database of its own; in real life each");
        terminal.Line("belongs to another organisation, and none has to trust another. Watch them agree.");
    }

    private async Task<DemoAccount[]> LoadAccountsAsync(NodeClient node, CancellationToken cancellation)
    {
        Title(1, $"{size.Accounts} accounts");
        terminal.Line("An account is a key. These come from the test mnemonic that every Ethereum tool knows.");
        ISigner[] keys = [.. Enumerable.Range(0, size.Accounts).Select(DevelopmentWallet.Account)];
        IReadOnlyList<JsonElement> nonces = await node.Rpc.BatchAsync(
            [.. keys.Select(key => new RpcCall("eth_getTransactionCount", key.Address.ToString(), "pending"))], cancellation);
        return [.. keys.Select((key, i) => new DemoAccount(key, (ulong)Quantity.Read(nonces[i])))];
    }

    private async Task<Address> DeployAsync(
        DemoSender sender, DemoAccount deployer, TransferPlan plan, CancellationToken cancellation)
    {
        Title(2, "A contract: an ERC-20 token, written in Solidity");
        terminal.Line("Its source is src/Cli/Demo/contracts/DemoToken.sol.");
        Address token = await terminal.StepAsync(
            "Deploying",
            token => sender.DeployAsync(deployer, TokenArtifact.Load().DeployWith(plan.Supply), token),
            cancellation);
        terminal.Line($"The token lives at {token} and has {plan.Supply} units, all of account {deployer.Address}.");
        return token;
    }

    private async Task SendAsync(
        DemoSender sender,
        Address token,
        IReadOnlyList<DemoAccount> accounts,
        IReadOnlyList<PlannedTransfer> transfers,
        string what,
        CancellationToken cancellation) => await terminal.StepAsync(
            $"{what}: {transfers.Count} transfers, sent and final",
            async stop =>
            {
                IReadOnlyList<Hash256> hashes = await sender.TransferAsync(token, accounts, transfers, stop);
                await sender.WaitAsync(hashes, stop);
            },
            cancellation);

    private static async Task<long> HighestAsync(IEnumerable<NodeClient> nodes, CancellationToken cancellation)
    {
        long[] heights = await Task.WhenAll(nodes.Select(node => node.HeightAsync(cancellation)));
        return heights.Max();
    }

    private void Title(int number, string text)
    {
        terminal.Line();
        terminal.Line($"{number}. {text}");
    }

    private void Conclude(double transferSeconds, double seconds)
    {
        terminal.Line();
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"Done. {size.Transfers:N0} transfers were sent and final in {transferSeconds:0.0} s; the whole demo took {seconds:0.0} s."));
        terminal.Line("Everything that was compared was equal.");
    }
}
