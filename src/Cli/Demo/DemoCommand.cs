using Ledger.Cli.CommandLine;
using Ledger.Cli.Layout;
using Ledger.Cli.Lifecycle;
using Ledger.Cli.Terminals;

namespace Ledger.Cli.Demo;

/// <summary><c>ledger demo</c>: shows, on real input, that the chain works.</summary>
internal static class DemoCommand
{
    private const int TransfersMax = 100_000;
    private const int AccountsMax = 1_000;

    private static readonly Option Transfers = new("--transfers", "N", "How many transfers.", "1000");
    private static readonly Option Accounts = new("--accounts", "N", "How many accounts send them.", "50");

    /// <summary>The command.</summary>
    public static Command Create() => new(
        "demo",
        "Deploys an ERC-20, sends 1,000 transfers through all nodes, and compares nodes, eth_call and SQL.",
        [ChainOptions.Folder, Transfers, Accounts],
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken cancellation)
    {
        ChainFolder folder = ChainOptions.FolderOf(arguments);
        ChainDocument chain = folder.Read();
        if (chain.Database == DatabaseMode.PerNode)
        {
            throw new CommandFailedException(
                "the demo reads the nodes' databases, and this chain's nodes keep them to themselves; use a chain of 'ledger up'.");
        }

        var size = new DemoSize(
            (int)arguments.Number(Transfers.Name, 2, TransfersMax), (int)arguments.Number(Accounts.Name, 2, AccountsMax));
        await new DemoRun(folder, chain, size, terminal).RunAsync(cancellation);
        return ExitCode.Success;
    }
}
