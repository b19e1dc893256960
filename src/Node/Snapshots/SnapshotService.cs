using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Node.Wire;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Snapshots;

/// <summary>Makes a snapshot at every <see cref="Genesis.SnapshotBlocks"/> blocks, gathers the others' signatures over the same, and gives
/// certified ones to peers.</summary>
/// <remarks>Nothing is stored: state as of the height stays readable, and a restarted node makes its newest snapshot again and is given
/// the signatures again, which are the same bytes.</remarks>
internal sealed class SnapshotService
{
    private const int TellAgainBeats = 5;

    /// <summary>How many certified snapshots are given out: whoever loads one may finish it while the next is made.</summary>
    private const int ServedMax = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly GroupContext _group;
    private readonly SnapshotMaker? _maker;
    private readonly ChainState _state;
    private readonly IPeerLinks _links;
    private readonly ILogger _logger;

    private readonly Lock _gate = new();
    private readonly SnapshotSeals _seals = new();
    private readonly List<(CertifiedSnapshot Certified, OwnSnapshot Own)> _served = [];
    private OwnSnapshot? _own;

    /// <summary>Begins with none.</summary>
    /// <param name="group">The group.</param>
    /// <param name="maker">Makes snapshots; none where the state cannot be read as a whole.</param>
    /// <param name="state">Says how far this node is.</param>
    /// <param name="links">The peers.</param>
    /// <param name="logger">The log.</param>
    public SnapshotService(
        GroupContext group, SnapshotMaker? maker, ChainState state, IPeerLinks links, ILogger logger) =>
        (_group, _maker, _state, _links, _logger) = (group, maker, state, links, logger);

    /// <summary>The height of the newest certified snapshot; 0 when there is none.</summary>
    public long CertifiedNumber
    {
        get
        {
            lock (_gate)
            {
                return Newest?.Number ?? 0;
            }
        }
    }

    private CertifiedSnapshot? Newest => _served.Count == 0 ? null : _served[^1].Certified;

    private int Every => _group.Genesis.SnapshotBlocks;

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(TimeProvider time, CancellationToken cancellation)
    {
        if (Every == 0 || _maker is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        for (int beat = 0; await timer.WaitForNextTickAsync(cancellation); beat = (beat + 1) % TellAgainBeats)
        {
            long due = _state.Head.Number - (_state.Head.Number % Every);
            if (due > (_own?.Number ?? _state.Base?.Number ?? 0))
            {
                await MakeAsync(due, cancellation);
            }
            else if (beat == 0 && _own is not null && CertifiedNumber < _own.Number)
            {
                Tell();
            }
        }
    }

    /// <summary>Takes a sealer's signature.</summary>
    /// <returns>Whether the peer kept to the protocol.</returns>
    public bool OnSeal(in NodeId from, ReadOnlyMemory<byte> payload)
    {
        if (!SnapshotSealMessage.TryDecode(payload.Span, out SnapshotSealMessage seal))
        {
            return false;
        }

        // Of heights that this node is not at, only the next one can be of use to it.
        long due = Every == 0 ? 0 : _state.Head.Number - (_state.Head.Number % Every);
        if (Every == 0 || seal.Number % Every != 0 || seal.Number < due || seal.Number > due + Every)
        {
            return true;
        }

        if (!_group.Suite.Signatures.Verify(from, seal.Digest, seal.Signature.Span))
        {
            return false;
        }

        lock (_gate)
        {
            if (_seals.Add(seal.Number, from, seal.Digest, seal.Signature))
            {
                // It may have missed this node's signature when it was told.
                if (OwnSeal() is PeerMessage own && _own!.Number == seal.Number)
                {
                    _links.TrySend(from, own);
                }

                Certify();
            }
        }

        return true;
    }

    /// <summary>Answers a peer that asks for a part of a certified snapshot.</summary>
    /// <returns>Whether the peer kept to the protocol.</returns>
    public async ValueTask<bool> OnRequestAsync(NodeId from, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        if (!SnapshotRequestMessage.TryDecode(payload.Span, out SnapshotRequestMessage request))
        {
            return false;
        }

        (CertifiedSnapshot Certified, OwnSnapshot Own) found;
        lock (_gate)
        {
            found = request.Number == 0
                ? _served.LastOrDefault()
                : _served.Find(served => served.Certified.Number == request.Number);
        }

        ReadOnlyMemory<byte> bytes = found.Certified is null ? default
            : request.Part == 0 ? found.Certified.Encode()
            : await ReadAsync(found.Own, request.Part - 1, cancellation);
        long number = found.Certified?.Number ?? request.Number;
        _links.TrySend(from, Message(
            PeerMessageKind.SnapshotResponse, new SnapshotResponseMessage(number, request.Part, bytes).Encode()));
        return true;
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(OwnSnapshot served, int chunk, CancellationToken cancellation)
    {
        try
        {
            return chunk < 0 || chunk >= served.Manifest.Chunks.Count ? default : await _maker!.ReadAsync(served, chunk, cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _logger.SnapshotFailed(served.Number, error);
            return default;
        }
    }

    private async Task MakeAsync(long number, CancellationToken cancellation)
    {
        try
        {
            if (await _maker!.MakeAsync(number, cancellation) is OwnSnapshot made)
            {
                _logger.SnapshotMade(number, made.Digest, made.Manifest.Chunks.Count);
                lock (_gate)
                {
                    _own = made;
                    if (!made.Signature.IsEmpty)
                    {
                        _seals.Add(number, _state.Self, made.Digest, made.Signature);
                    }

                    Certify();
                }

                Tell();
            }
        }
        catch (Exception error) when (error is not OperationCanceledException and not StoreConflictException)
        {
            // The database is away: tried again at the next beat.
            _logger.SnapshotFailed(number, error);
        }
    }

    private void Tell()
    {
        lock (_gate)
        {
            if (OwnSeal() is PeerMessage own)
            {
                _links.Broadcast(own);
            }
        }
    }

    // From here on under the gate.
    private PeerMessage? OwnSeal() => _own is null || _own.Signature.IsEmpty
        ? null
        : Message(
            PeerMessageKind.SnapshotSeal,
            new SnapshotSealMessage(_own.Number, _own.Digest, _own.Signature).Encode());

    private void Certify()
    {
        if (_own is null || CertifiedAt(_own.Number))
        {
            return;
        }

        // As many as a block of that height needs: where sealers only crash, the majority that still makes blocks makes snapshots too.
        FaultModel faults = _group.Epochs.Find(_own.Number)?.Sealers.Faults ?? FaultModel.Byzantine;
        var sealers = new SealerSet(_own.Block.Header.SealerList, faults);
        if (_seals.FindQuorum(_own.Number, sealers) is not (Hash256 digest, { } seals))
        {
            return;
        }

        if (digest != _own.Digest)
        {
            _state.Halt(
                $"The state of block {_own.Number} is {_own.Digest} in this node's database; a quorum signed {digest}. "
                + "The database was altered or damaged; rebuild this node from its peers.");
            return;
        }

        _served.Add((new CertifiedSnapshot(_own.Block, _own.Manifest.Chunks, seals), _own));
        _served.RemoveRange(0, Math.Max(0, _served.Count - ServedMax));
        _logger.SnapshotCertified(_own.Number, digest);
    }

    private bool CertifiedAt(long number) => Newest is not null && Newest.Number >= number;

    private PeerMessage Message(PeerMessageKind kind, ReadOnlyMemory<byte> payload) =>
        new(kind, _group.Genesis.GroupId, payload);
}
