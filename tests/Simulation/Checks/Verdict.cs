using Ledger.Domain.Events;
using Ledger.Node.Ports;
using Ledger.Simulation.Algorithms;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Checks;

/// <summary>Looks at a cluster from outside, with no trust in what a node says of itself. Keeps the first violation.</summary>
/// <param name="setup">The group.</param>
/// <param name="epochs">Who seals when.</param>
/// <param name="watch">Sees what sealers sign.</param>
/// <param name="isFaulty">Whether a member counts as faulty: it lies, or has lost what it promised.</param>
public sealed class Verdict(GroupSetup setup, EpochChronicle epochs, ISignatureWatch watch, Func<int, bool> isFaulty)
{
    /// <summary>What was violated first, or <see langword="null"/>.</summary>
    public string? Violation { get; private set; }

    /// <summary>The blocks.</summary>
    public ChainChecks Chain { get; } = new(setup, epochs);

    /// <summary>Who seals when.</summary>
    public EpochChronicle Epochs => epochs;

    /// <summary>Notes a violation.</summary>
    public void Violate(string text) => Violation ??= text;

    /// <summary>A node stored a block.</summary>
    public void OnStored(string node, FinalBlock block)
    {
        if (Chain.Check(block) is string wrong)
        {
            Violate($"{node}: {wrong}");
        }
    }

    /// <summary>A consensus message is on the wire: no two signatures of an honest sealer are in conflict (I7).</summary>
    public void OnSent(int from, int to, ReadOnlyMemory<byte> payload)
    {
        if (watch.Check(to, payload, isTrusted: !isFaulty(from)) is (int member, string conflict) && !isFaulty(member))
        {
            Violate(conflict);
        }
    }

    /// <summary>A node noted a fact: nobody convicts an honest sealer.</summary>
    public void OnFact(string node, ConsensusEvent fact)
    {
        if (fact is EvidenceFound evidence
            && !isFaulty(setup.NumberOf(Domain.Primitives.NodeId.Parse(evidence.Sealer, null))))
        {
            Violate($"{node} holds evidence against an honest sealer at height {evidence.Number} in view {evidence.View}.");
        }
    }
}
