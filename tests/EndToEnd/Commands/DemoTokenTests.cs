using System.Security.Cryptography;
using Ledger.Cli.Demo;

namespace Ledger.EndToEnd.Commands;

/// <summary>The demo's contract and its arithmetic.</summary>
public sealed class DemoTokenTests
{
    [Fact]
    public void The_artifact_was_compiled_from_the_source_that_stands_beside_it()
    {
        string source = Path.Combine(FindRoot(), "src", "Cli", "Demo", "contracts", "DemoToken.sol");

        string digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(source)));

        Assert.Equal(digest, TokenArtifact.Load().SourceSha256);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(50)]
    public void Planned_transfers_conserve_the_supply_and_never_pay_themselves(int accounts)
    {
        var plan = new TransferPlan(accounts);

        PlannedTransfer[] transfers = [.. plan.TakeShares(), .. plan.TakeTransfers(0, 5_000)];

        Assert.Equal(plan.Supply, (ulong)plan.Balances.Sum(balance => (decimal)balance));
        Assert.DoesNotContain(transfers, transfer => transfer.From == transfer.To);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("Ledger.sln stands in no folder above the tests.");
    }
}
