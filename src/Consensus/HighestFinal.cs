namespace Ledger.Consensus;

/// <summary>The highest height that somebody holds final, by proof or by word, and who could give the blocks up to it.</summary>
/// <param name="stored">The last stored block.</param>
internal sealed class HighestFinal(CertifiedHeader stored)
{
    private CertifiedHeader _proven = stored;
    private int _provenBy;
    private long _claimed;
    private int _claimedBy;
    private long _asked;

    /// <summary>The height.</summary>
    public long Number => Math.Max(_proven.Number, _claimed);

    /// <summary>What sealers hold final without having shown a proof.</summary>
    public long Claimed => _claimed;

    /// <summary>Takes a proven final height.</summary>
    public void NoteProof(CertifiedHeader proof, int from)
    {
        if (proof.Number > _proven.Number)
        {
            (_proven, _provenBy) = (proof, from);
        }
    }

    /// <summary>Takes the last stored block, which is nobody's to give.</summary>
    public void NoteStored(CertifiedHeader stored) => NoteProof(stored, _provenBy);

    /// <summary>Takes a height that some honest sealer must hold final.</summary>
    public void NoteClaim(long number, int from)
    {
        if (number > _claimed)
        {
            (_claimed, _claimedBy) = (number, from);
        }
    }

    /// <summary>The question for the blocks up to it; none when this node holds them.</summary>
    /// <param name="final">The last height that is final here.</param>
    public ConsensusEffect.CatchUp? Ask(long final)
    {
        if (Number <= final)
        {
            return null;
        }

        _asked = Number;
        return new ConsensusEffect.CatchUp(Number, _proven.Number >= _claimed ? _provenBy : _claimedBy);
    }

    /// <summary>As <see cref="Ask"/>, unless it was asked for already.</summary>
    public ConsensusEffect.CatchUp? AskOnce(long final) => Number > _asked ? Ask(final) : null;
}
