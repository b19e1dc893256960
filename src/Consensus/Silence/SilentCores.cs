using Ledger.Consensus.Epochs;
using Ledger.Domain.Governance;

namespace Ledger.Consensus.Silence;

/// <summary>Makes cores that say nothing until it is known that the node remembers what it said, or is past it. Owned by one caller.</summary>
/// <remarks>
/// A vote journal that comes from an older backup does not show it: what is missing is just what it does not hold. A node that
/// votes from it may sign a second value where it signed one, which makes it one of the f faulty ones without its owner's fault.
/// So a node begins silent: it takes part in everything and sends nothing that binds it, until it is told
/// <see cref="ConsensusInput.MemoryKnown"/>, or, after <see cref="ConsensusInput.MemoryLost"/>, until the others have made final
/// what lies above the mark, without it.
/// </remarks>
/// <param name="cores">Makes the cores that speak.</param>
public sealed class SilentCores(CoreFactory cores)
{
    private SilenceMark? _mark;

    /// <summary>Whether nothing that binds is sent.</summary>
    public bool IsSilent { get; private set; } = true;

    /// <summary>The core of an epoch.</summary>
    public IConsensusCore Make(Epoch epoch, CertifiedHeader stored) => new SilentCore(this, epoch, stored, cores);

    /// <summary>Takes what became known about the node's memory.</summary>
    internal void Learn(ConsensusInput input)
    {
        if (input is ConsensusInput.MemoryLost lost)
        {
            IsSilent = true;
            SilenceMark known = _mark ?? lost.Mark;
            _mark = new SilenceMark(
                Math.Max(known.Number, lost.Mark.Number),
                Math.Max(known.Epoch, lost.Mark.Epoch),
                Math.Max(known.View, lost.Mark.View));
        }
    }

    /// <summary>Whether a core at a place is past everything that the node may have said.</summary>
    internal bool IsPast(Epoch epoch, long stored, ConsensusStatus status) => _mark is SilenceMark mark
        && (epoch.First > mark.Epoch || (stored >= mark.Number && IsFree(epoch, mark.View, status)));

    /// <summary>A sealer of PBFT that entered a view promised nothing in it that concerns heights above the mark. One of Raft has one vote
    /// in a term, for whatever heights: only a later term is free of what it may have given.</summary>
    private static bool IsFree(Epoch epoch, long view, ConsensusStatus status) =>
        epoch.Parameters.Consensus == ConsensusAlgorithm.Raft
            ? status.View > view
            : status.View >= view && status.Phase != ConsensusStatus.LeavingView;

    /// <summary>Speaks from now on.</summary>
    internal void End() => (IsSilent, _mark) = (false, null);
}
