using Ledger.Cli.Layout;
using Ledger.Domain.Governance;

namespace Ledger.Cli.Creation;

/// <summary>The chain that <c>ledger up</c> makes: all nodes on this machine, a known mnemonic, nothing secret.</summary>
internal static class DevelopmentChain
{
    /// <summary>
    /// Its chain id. Not 1337 or 31337, which wallets and tools take for a chain of their own (ganache, hardhat, anvil) and
    /// treat specially; not a small number, which a public network may carry.
    /// </summary>
    public const long ChainId = 20200;

    /// <summary>Its only group.</summary>
    public const int GroupId = 1;

    /// <summary>The mnemonic that every Ethereum tool knows; its keys are public, so it must never hold anything of value.</summary>
    public const string Mnemonic = "test test test test test test test test test test test junk";

    /// <summary>How many of its accounts own ether at block 0.</summary>
    public const int FundedAccounts = 10;

    /// <summary>The default HTTP port of node 0.</summary>
    public const int HttpPort = 8545;

    /// <summary>The default port of node 0 for its peers.</summary>
    public const int PeerPort = 30300;

    private const string Loopback = "127.0.0.1";

    /// <summary>Plans a chain on this machine: node i at the base ports plus i.</summary>
    public static ChainPlan Plan(int nodes, ConsensusAlgorithm consensus, int httpPort, int peerPort) => new(
        ChainId,
        GroupId,
        consensus,
        DatabaseMode.Shared,
        DatabaseTemplate: "",
        FundsDevelopmentAccounts: true,
        [.. Enumerable.Range(0, nodes).Select(index => new NodePlace(
            Loopback, $"http://{Loopback}:{httpPort + index}", $"{Loopback}:{peerPort + index}", peerPort + index))]);
}
