using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus.Raft;

/// <content>After the order: execution, Checkpoints and finality, by the same rules as under PBFT but with a majority.</content>
public sealed partial class RaftCore
{
    private long _executionAsked;

    /// <summary>Asks for the execution of committed heights, in order, each once, as soon as the bodies are here.</summary>
    private void TryExecute()
    {
        while (_isStarted
            && _log.Fill(_executionAsked + 1) is RaftEntry entry
            && entry.Index <= _committed
            && _ready.ContainsKey(entry.Digest))
        {
            _executionAsked++;
            _effects.Add(new ConsensusEffect.Execute(entry.Proposal, entry.Digest));
        }
    }

    private void OnExecuted(ConsensusInput.Executed executed)
    {
        if (HeightAt(executed.Number) is not RaftHeight height
            || height.Executed is not null
            || _log.Fill(executed.Number) is not RaftEntry entry
            || entry.Index > _committed
            || entry.Digest != executed.Digest)
        {
            return;
        }

        if (height.CheckpointSigned is Hash256 signed && signed != executed.BlockHash)
        {
            Halt(executed.Number, executed.BlockHash, signed);
            return;
        }

        height.Executed = executed.Header;
        height.ExecutedHash = executed.BlockHash;
        if (height.CheckpointSigned is null)
        {
            height.CheckpointSigned = executed.BlockHash;
            Persist(new CheckpointSigned(executed.Number, _term, executed.BlockHash.ToString()));
        }

        Broadcast(new RaftMessage.Checkpoint(executed.Header, executed.BlockHash));
        TryFinalize();
    }

    private void OnCheckpoint(RaftMessage.Checkpoint checkpoint, VerifiedMessage message)
    {
        long number = checkpoint.Header.Number;
        NoteClaim(number, message.Sender);
        if (HeightAt(number) is not RaftHeight height)
        {
            return;
        }

        if (height.Checkpoints.Add(0, checkpoint.BlockHash, message) is VerifiedMessage first)
        {
            NoteEvidence(height, number, first, message);
            return;
        }

        if (height.Proof is null && height.Checkpoints.Count(0, checkpoint.BlockHash) >= Majority)
        {
            BlockCertificate certificate = new([.. height.Checkpoints.Votes(0, checkpoint.BlockHash)
                .Select(vote => new BlockSeal(vote.Sender, vote.Signature))]);
            NoteFinal(new CertifiedHeader(checkpoint.Header, checkpoint.BlockHash, certificate), message.Sender);
        }
    }

    /// <summary>A sealer that signs two results of one height is broken in a way that Raft does not withstand: it is told, and kept.</summary>
    private void NoteEvidence(RaftHeight height, long number, VerifiedMessage first, VerifiedMessage second)
    {
        if (height.Convicted.Add(second.Sender))
        {
            Persist(new EvidenceFound(
                number,
                _term,
                second.SenderId.ToString(),
                Domain.Encoding.Hex.Encode(first.Bytes.Span),
                Domain.Encoding.Hex.Encode(second.Bytes.Span)));
            Report($"Sealer {second.Sender} signed two different Checkpoints for height {number}.");
        }
    }

    /// <summary>Takes a proven final height, from Checkpoints or from a peer's message.</summary>
    private void NoteFinal(CertifiedHeader proof, int from)
    {
        _highest.NoteProof(proof, from);
        if (HeightAt(proof.Number) is RaftHeight height)
        {
            height.Proof ??= proof;
            TryFinalize();
        }
    }

    /// <summary>A height is final here when a majority sealed the very header that this node computed.</summary>
    private void TryFinalize()
    {
        while (!_isHalted
            && _heights.TryGetValue(_final + 1, out RaftHeight? height)
            && height.Executed is not null
            && height.Proof is CertifiedHeader proof)
        {
            if (proof.Hash != height.ExecutedHash)
            {
                Halt(proof.Number, height.ExecutedHash, proof.Hash);
                return;
            }

            _final = proof.Number;
            _hasProgressed = true;
            _effects.Add(new ConsensusEffect.Commit(proof.Number, proof.Hash, proof.Certificate));
        }
    }

    /// <summary>The store is at a height: by this core's own Commit, or beyond it by sync.</summary>
    private void OnCommitted(ConsensusInput.Committed committed)
    {
        if (committed.Number <= _stored.Number)
        {
            return;
        }

        if (_heights.TryGetValue(committed.Number, out RaftHeight? height)
            && height.Executed is not null
            && height.ExecutedHash != committed.BlockHash)
        {
            Halt(committed.Number, height.ExecutedHash, committed.BlockHash);
            return;
        }

        _stored = new CertifiedHeader(committed.Header, committed.BlockHash, committed.Certificate);
        (_isWorkKnown, _isDeclined) = (false, false);
        ForgetStored();
        _highest.NoteStored(_stored);
        if (_final < committed.Number)
        {
            _final = committed.Number;
            _hasProgressed = true;
        }

        OnStoreMoved();
    }

    private void ForgetStored()
    {
        foreach (long number in _heights.Keys.TakeWhile(number => number <= _stored.Number).ToList())
        {
            _heights.Remove(number);
        }

        foreach (Dictionary<Hash256, long> noted in (Dictionary<Hash256, long>[])[_ready, _requested])
        {
            foreach (Hash256 digest in noted.Where(item => item.Value <= _stored.Number).Select(item => item.Key).ToList())
            {
                noted.Remove(digest);
            }
        }

        _executionAsked = Math.Max(_executionAsked, _stored.Number);
    }

    private void OnStoreMoved()
    {
        if (_role == RaftRole.Leader && _log.LastNumber < _stored.Number)
        {
            // Somebody ordered a height that this leader never saw: its term is over, and nobody told it.
            BecomeFollower(_term);
        }

        if (TryInstall())
        {
            Answer(_committed);
        }

        AbsorbAndAnswer();
        TryExecute();
        TryFinalize();
        CompactLog();
        AnswerReads();
    }

    /// <summary>Cuts the log, in large steps: each costs a fact in the journal.</summary>
    private void CompactLog()
    {
        if (_stored.Number - _log.BaseNumber <= 2L * _options.HeightsKept
            || _log.Fill(_stored.Number - _options.HeightsKept) is not RaftEntry entry
            || entry.Index > _committed)
        {
            return;
        }

        Persist(new LogCompacted(entry.Number, entry.Term, _ground, entry.Index));
        _log.CompactTo(entry.Index);
    }

    /// <summary>The height of a result that may take part: above the stored one and within the limit; otherwise none.</summary>
    private RaftHeight? HeightAt(long number)
    {
        if (number <= _stored.Number || number > Math.Min(_stored.Number + _options.HeightsAheadMax, _last))
        {
            return null;
        }

        if (!_heights.TryGetValue(number, out RaftHeight? height))
        {
            height = new RaftHeight(_sealers.Count);
            _heights.Add(number, height);
        }

        return height;
    }
}
