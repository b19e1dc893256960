using System.Numerics;
using Ledger.Cli.Control;
using Ledger.Cli.Layout;
using Ledger.Cli.Wallets;
using Ledger.Crypto;
using Ledger.Crypto.Certificates;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Cli.Creation;

/// <summary>Makes the files of a chain: keys, certificate authority, certificates, genesis and configurations.</summary>
internal sealed class ChainBuilder(ChainFolder folder, TimeProvider time)
{
    private const int EtherDecimals = 18;
    private const int FundedEther = 10_000;

    /// <summary>Makes a chain; <c>chain.json</c> is written last, so a half-made chain is never taken for one.</summary>
    public ChainDocument Build(ChainPlan plan)
    {
        ISigner[] keys = [.. plan.Places.Select((_, index) => MakeKey(index))];
        var chain = new ChainDocument(
            plan.ChainId,
            plan.GroupId,
            ConsensusAlgorithmNames.Of(plan.Consensus),
            plan.Database,
            [.. plan.Places.Select((place, index) => new ChainNode(
                index, keys[index].Id, place.HttpUrl, place.PeerAddress))]);
        Secp256k1Signer governor = NodeKeyFile.LoadOrCreate(folder.GovernorKeyFile);
        string genesis = GenesisFile.Write(GenesisOf(plan, keys, governor.Address));

        Directory.CreateDirectory(folder.AuthorityFolder);
        using var authority = CertificateAuthority.Create($"Ledger chain {plan.ChainId}", time);
        authority.Save(
            Path.Combine(folder.AuthorityFolder, "ca.crt"), Path.Combine(folder.AuthorityFolder, "ca.key"));
        foreach (ChainNode node in chain.Nodes)
        {
            IssuedCertificate issued = authority.IssueNode(
                node.Name, keys[node.Index], CryptoSuites.Secp256k1, [plan.Places[node.Index].Host]);
            issued.Save(folder.NodeFile(node, "tls.crt"), folder.NodeFile(node, "tls.key"));
            File.WriteAllText(folder.NodeFile(node, "ca.crt"), authority.CertificatePem);
            File.WriteAllText(folder.NodeGenesis(node), genesis);
            JsonFile.Write(folder.NodeConfiguration(node), new NodeDocument(SettingsOf(plan, chain, node)));
        }

        JsonFile.Write(folder.ChainFile, chain);
        return chain;
    }

    /// <summary>Writes a node's connection string into its configuration.</summary>
    public void SetDatabase(ChainNode node, string template)
    {
        string path = folder.NodeConfiguration(node);
        NodeDocument document = JsonFile.Read<NodeDocument>(path);
        string database = DatabaseOf(template, node);
        if (document.Node.Database != database)
        {
            JsonFile.Write(path, document with { Node = document.Node with { Database = database } });
        }
    }

    /// <summary>Keys of an attempt that was interrupted are used again: a key is never overwritten.</summary>
    private Secp256k1Signer MakeKey(int index)
    {
        string nodeFolder = Path.Combine(folder.Path, $"node{index}");
        Directory.CreateDirectory(nodeFolder);
        return NodeKeyFile.LoadOrCreate(Path.Combine(nodeFolder, "node.key"));
    }

    private static string DatabaseOf(string template, ChainNode node) =>
        template.Replace(SharedDatabase.Placeholder, node.DatabaseName, StringComparison.Ordinal);

    private static NodeSettings SettingsOf(ChainPlan plan, ChainDocument chain, ChainNode node) => new(
        node.Name,
        node.HttpUrl,
        plan.Places[node.Index].PeerListen,
        [.. chain.Nodes.Where(other => other.Index != node.Index).Select(other => other.PeerAddress)],
        DatabaseOf(plan.DatabaseTemplate, node));

    private Genesis GenesisOf(ChainPlan plan, ISigner[] keys, Address governor) => new()
    {
        ChainId = plan.ChainId,
        GroupId = plan.GroupId,
        Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
        Sealers = [.. keys.Select(key => key.Id).Order()],
        Governors = [governor],
        Consensus = plan.Consensus,
        Fork = plan.Fork,
        Allocations = plan.FundsDevelopmentAccounts ? DevelopmentAllocations() : new Dictionary<Address, UInt256>(),
    };

    private static Dictionary<Address, UInt256> DevelopmentAllocations()
    {
        var funds = (UInt256)(FundedEther * BigInteger.Pow(10, EtherDecimals));
        return Enumerable.Range(0, DevelopmentChain.FundedAccounts)
            .Select(index => DevelopmentWallet.Account(index).Address)
            .ToDictionary(address => address, _ => funds);
    }
}
