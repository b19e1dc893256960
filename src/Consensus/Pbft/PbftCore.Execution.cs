using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Pbft;

/// <content>After the order: execution, Checkpoints and finality (Castro and Liskov, section 4.3, at every height).</content>
public sealed partial class PbftCore
{
    private long _executionAsked;

    /// <summary>Asks for the execution of decided heights, in order, each once, as soon as content and bodies are here.</summary>
    private void TryExecute()
    {
        while (_slots.TryGetValue(_executionAsked + 1, out Slot? slot)
            && slot.Decided is Hash256 digest
            && slot.Find(digest, DigestOf) is Proposal proposal)
        {
            if (!slot.IsReady(digest))
            {
                long view = slot.Commits.FindQuorum(Threshold)?.View ?? _view;
                int[] holders = [.. slot.Commits.Votes(view, digest).Select(vote => vote.Sender)];
                RequestBodies(slot, new ChosenProposal(proposal, digest, holders));
                return;
            }

            _executionAsked++;
            _effects.Add(new ConsensusEffect.Execute(proposal, digest));
        }
    }

    private void OnExecuted(ConsensusInput.Executed executed)
    {
        if (SlotAt(executed.Number) is not Slot slot || slot.Executed is not null || slot.Decided != executed.Digest)
        {
            return;
        }

        if (slot.CheckpointSigned is Hash256 signed && signed != executed.BlockHash)
        {
            Halt(slot.Number, executed.BlockHash, signed);
            return;
        }

        slot.Executed = executed.Header;
        slot.ExecutedHash = executed.BlockHash;
        if (slot.CheckpointSigned is null)
        {
            slot.CheckpointSigned = executed.BlockHash;
            Persist(new CheckpointSigned(slot.Number, _view, executed.BlockHash.ToString()));
        }

        Broadcast(new PbftMessage.Checkpoint(executed.Header, executed.BlockHash));
        TryFinalize();
    }

    private void OnCheckpoint(PbftMessage.Checkpoint checkpoint, VerifiedMessage message)
    {
        long number = checkpoint.Header.Number;
        NoteClaim(number, message.Sender);
        if (SlotAt(number) is not Slot slot)
        {
            return;
        }

        if (slot.Checkpoints.Add(0, checkpoint.BlockHash, message) is VerifiedMessage first)
        {
            NoteEvidence(slot, PbftMessageKind.Checkpoint, 0, first, message);
            return;
        }

        if (slot.Proof is null && slot.Checkpoints.Count(0, checkpoint.BlockHash) >= Threshold)
        {
            BlockCertificate certificate = CertificateOf(slot, checkpoint.BlockHash);
            NoteFinal(new CertifiedHeader(checkpoint.Header, checkpoint.BlockHash, certificate), message.Sender);
        }
    }

    private static BlockCertificate CertificateOf(Slot slot, in Hash256 blockHash) =>
        new([.. slot.Checkpoints.Votes(0, blockHash).Select(vote => new BlockSeal(vote.Sender, vote.Signature))]);

    /// <summary>Takes a proven final height, from Checkpoints or from a peer's message.</summary>
    private void NoteFinal(CertifiedHeader proof, int from)
    {
        _highest.NoteProof(proof, from);
        if (SlotAt(proof.Number) is Slot slot)
        {
            slot.Proof ??= proof;
            TryFinalize();
        }
    }

    /// <summary>A height is final here when a quorum sealed the very header that this node computed.</summary>
    private void TryFinalize()
    {
        while (!_isHalted
            && _slots.TryGetValue(_final + 1, out Slot? slot)
            && slot.Executed is not null
            && slot.Proof is CertifiedHeader proof)
        {
            if (proof.Hash != slot.ExecutedHash)
            {
                Halt(slot.Number, slot.ExecutedHash, proof.Hash);
                return;
            }

            _final = slot.Number;
            _effects.Add(new ConsensusEffect.Commit(slot.Number, proof.Hash, proof.Certificate));
            OnProgress(TimeInView(), isOfView: !slot.IsFromNewView);
        }
    }

    /// <summary>The store is at a height: by this core's own Commit, or beyond it by sync.</summary>
    private void OnCommitted(ConsensusInput.Committed committed)
    {
        if (committed.Number <= _stored.Number)
        {
            return;
        }

        if (_slots.TryGetValue(committed.Number, out Slot? slot)
            && slot.Executed is not null
            && slot.ExecutedHash != committed.BlockHash)
        {
            Halt(committed.Number, slot.ExecutedHash, committed.BlockHash);
            return;
        }

        _stored = new CertifiedHeader(committed.Header, committed.BlockHash, committed.Certificate);
        _isWorkKnown = false;
        _notBuilt = null;
        foreach (long number in _slots.Keys.TakeWhile(number => number <= committed.Number).ToList())
        {
            _slots.Remove(number);
        }

        _executionAsked = Math.Max(_executionAsked, committed.Number);
        _highest.NoteStored(_stored);
        if (_final < committed.Number)
        {
            _final = committed.Number;
            OnProgress(took: null, isOfView: true);
        }

        TryExecute();
        TryFinalize();
    }

    /// <summary>How long the height that becomes final now was waited for in this view.</summary>
    private TimeSpan? TimeInView() => _waitingSince is not TimeSpan since ? null
        : _now - (since < _viewEntered ? _viewEntered : since);

    private void OnProgress(TimeSpan? took, bool isOfView)
    {
        _pacemaker.Progressed(took);
        _hasProgressed = true;
        _progressView = isOfView ? _view : _progressView;
        _waitingSince = null;
        TakeKeptOffers();
    }
}
