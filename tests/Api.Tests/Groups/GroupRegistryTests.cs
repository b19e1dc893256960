using Ledger.Api.Composition;
using Ledger.Api.Groups;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Testing.InMemory;

namespace Ledger.Api.Tests.Groups;

/// <summary>What the node's folder remembers of its groups; every look is that of a node that starts again.</summary>
public sealed class GroupRegistryTests : IDisposable
{
    private static readonly Genesis First = new()
    {
        ChainId = 20200,
        GroupId = 1,
        Timestamp = 1_700_000_000_000,
        Sealers = KnownKeys.Nodes,
        ConsensusTimeoutMs = 700,
        Governors = [KnownChain.Contract],
        Allocations = new Dictionary<Address, UInt256> { [KnownChain.Contract] = 5 },
    };

    private static readonly Genesis Second = GroupGenesis.Of(
        new GroupRequest(2, "1767225600000", [.. KnownKeys.Nodes.Select(id => id.ToString()[2..])]), First);

    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-groups-").FullName;

    private GroupRegistry Registry => new(_folder, First);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_node_runs_its_default_group() => Assert.Equal(["1 Running"], Look());

    [Fact]
    public void States_survive()
    {
        Registry.Add(Second);
        Assert.Equal(["1 Running", "2 Stopped"], Look());
        Registry.SetRunning(2, isRunning: true);
        Registry.SetRunning(1, isRunning: false);
        Assert.Equal(["1 Stopped", "2 Running"], Look());
        Registry.SetRunning(2, isRunning: false);
        Registry.Remove(2);
        Assert.Equal(["1 Stopped", "2 Deleted"], Look());
        Registry.Recover(2);
        Assert.Equal(["1 Stopped", "2 Stopped"], Look());
        Registry.Remove(1);
        Assert.Equal(["1 Deleted", "2 Stopped"], Look());
        Registry.Recover(1);
        Registry.SetRunning(1, isRunning: true);
        Assert.Equal(["1 Running", "2 Stopped"], Look());
    }

    [Fact]
    public void The_genesis_of_a_group_is_kept_as_it_was_made()
    {
        Registry.Add(Second);

        Genesis kept = Registry.Load().Single(group => group.Genesis.GroupId == 2).Genesis;

        Assert.Equal(GenesisFile.Write(Second), GenesisFile.Write(kept));
        Assert.Equal((20201, 20200), (kept.ChainId, kept.FiscoChainId));
    }

    /// <summary>A crash leaves a folder or a file under a name that is not looked at.</summary>
    [Fact]
    public void What_a_crash_left_half_made_is_no_group()
    {
        Registry.Load();
        Directory.CreateDirectory(Path.Combine(_folder, "2.new"));
        File.WriteAllText(Path.Combine(_folder, "2.new", "genesis.json"), "{");

        Assert.Equal(["1 Running"], Look());
        Registry.Add(Second);
        Assert.Equal(["1 Running", "2 Stopped"], Look());
    }

    [Theory]
    [InlineData("genesis.json", "{")]
    [InlineData("status", "Perhaps")]
    [InlineData("status", "")]
    public void A_damaged_file_is_named(string name, string text)
    {
        Registry.Add(Second);
        string file = Path.Combine(_folder, "2", name);
        File.WriteAllText(file, text);

        Assert.StartsWith(file, Assert.Throws<InvalidDataException>(Registry.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_requests_give_equal_genesis_whatever_the_order_of_the_sealers()
    {
        string[] sealers = [.. KnownKeys.Nodes.Select(id => id.ToString()[2..])];
        Genesis one = GroupGenesis.Of(new GroupRequest(3, "5", sealers), First);
        Genesis other = GroupGenesis.Of(new GroupRequest(3, "5", [.. sealers.Reverse()]), First);

        Assert.Equal(GenesisFile.Write(one), GenesisFile.Write(other));
        Assert.Equal((20202, 20200, 700), (one.ChainId, one.FiscoChainId, one.ConsensusTimeoutMs));
        Assert.Empty(one.Allocations);
        Assert.Empty(one.Governors);
        Assert.Equal(
            [KnownChain.Contract],
            GroupGenesis.Of(new GroupRequest(3, "5", sealers) { Governors = [KnownChain.Contract.ToString()] }, First).Governors);
        Assert.Equal(77, GroupGenesis.Of(new GroupRequest(3, "5", sealers) { ChainId = 77 }, First).ChainId);
        Assert.Equal(First.Consensus, one.Consensus);
        Assert.Equal(
            ConsensusAlgorithm.Raft, GroupGenesis.Of(new GroupRequest(3, "5", sealers) { Consensus = "raft" }, First).Consensus);
    }

    private string[] Look() => [.. Registry.Load().Select(group => $"{group.Genesis.GroupId} {group.State}")];
}
