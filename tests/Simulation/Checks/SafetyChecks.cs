using Ledger.Consensus;
using Ledger.Domain.Primitives;
using Ledger.Simulation.Cluster;
using Ledger.Testing.Consensus;

namespace Ledger.Simulation.Checks;

/// <summary>Looks at a cluster from outside, with no trust in what a node says of itself. Keeps the first violation.</summary>
public sealed class SafetyChecks(TestGroup group)
{
    private readonly Dictionary<long, Hash256> _final = [];
    private readonly SignatureChecks _signatures = new();

    /// <summary>What was violated first, or <see langword="null"/>.</summary>
    public string? Violation { get; private set; }

    /// <summary>The highest height that any node ever held final.</summary>
    public long HighestFinal { get; private set; }

    /// <summary>Notes a violation.</summary>
    public void Violate(string text) => Violation ??= text;

    /// <summary>An honest node signs no two things in conflict.</summary>
    public void OnSigned(VerifiedMessage message)
    {
        if (_signatures.Check(message) is string conflict)
        {
            Violate(conflict);
        }
    }

    /// <summary>A node holds a height final: one hash for all, proven by a true quorum.</summary>
    public void OnFinal(int node, ConsensusEffect.Commit commit)
    {
        Agree(node, commit.Number, commit.BlockHash);
        if (!BlockCertificateVerifier.IsQuorum(
            group.Sealers, commit.BlockHash, commit.Certificate, TestGroup.Suite.Signatures))
        {
            Violate($"Node {node} holds height {commit.Number} final with {commit.Certificate.Seals.Count} valid seals or fewer.");
        }
    }

    /// <summary>A node stored a height.</summary>
    public void OnStored(int node, StoredHeight height) => Agree(node, height.Block.Number, height.Block.Hash);

    /// <summary>No honest execution differs from a quorum's.</summary>
    public void OnHalt(int node, ConsensusEffect.Halt halt) =>
        Violate($"Node {node} halts at height {halt.Number}: own {halt.Own}, quorum's {halt.Quorums}.");

    /// <summary>Whether a peer's block is final.</summary>
    public bool IsFinal(CertifiedHeader block) =>
        BlockCertificateVerifier.IsFinal(group.Identity, group.Sealers, block, TestGroup.Suite.Signatures);

    /// <summary>At the end: every node holds all that was ever final, and every transaction once.</summary>
    public string? CheckChains(IReadOnlyList<SimulatedNode> nodes, IReadOnlyList<Hash256> submitted)
    {
        var expected = new HashSet<Hash256>(submitted);
        foreach (SimulatedNode node in nodes)
        {
            IReadOnlyList<StoredHeight> chain = node.Disk.Chain;
            foreach ((long number, Hash256 hash) in _final)
            {
                if (number >= chain.Count || chain[(int)number].Block.Hash != hash)
                {
                    return $"Node {node.Index} lost height {number}, which was final as {hash}.";
                }
            }

            Hash256[] executed = [.. chain.SelectMany(height => height.Executed)];
            if (executed.Length != expected.Count || !expected.SetEquals(executed))
            {
                return $"Node {node.Index} executed {executed.Length} transactions of {expected.Count} submitted.";
            }

            if (chain.Skip(1).FirstOrDefault(height => !IsFinal(height.Block)) is StoredHeight bad)
            {
                return $"Node {node.Index} stored height {bad.Block.Number} without a quorum's seals.";
            }
        }

        return null;
    }

    private void Agree(int node, long number, in Hash256 hash)
    {
        HighestFinal = Math.Max(HighestFinal, number);
        if (!_final.TryAdd(number, hash) && _final[number] != hash)
        {
            Violate($"Height {number} is final as {_final[number]} and, at node {node}, as {hash}.");
        }
    }
}
