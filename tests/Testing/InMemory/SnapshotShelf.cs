using System.Buffers.Binary;
using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Ports;

namespace Ledger.Testing.InMemory;

/// <summary>What a store in memory has of the snapshot that it began with, or is loading. Used under its owner's lock.</summary>
public sealed class SnapshotShelf
{
    private readonly List<SnapshotRow> _staged = [];
    private readonly Dictionary<long, Hash256> _hashes = [];
    private readonly Dictionary<long, BlockHeader> _headers = [];
    private readonly List<(long Number, UInt256 Nonce)> _nonces = [];
    private readonly List<EpochProof> _proofs = [];

    /// <summary>What is being loaded.</summary>
    public SnapshotLoading Loading { get; private set; } = SnapshotLoading.Nothing;

    /// <summary>What the store began with.</summary>
    public AdoptedSnapshot? Adopted { get; private set; }

    /// <summary>What the chain counts up to there.</summary>
    public AdoptedTotals Totals { get; private set; } = new(0, 0);

    /// <summary>The blocks that decided on epochs, ascending.</summary>
    public IReadOnlyList<EpochProof> Proofs => _proofs;

    /// <summary>The FISCO nonces of the snapshot's window.</summary>
    public IReadOnlyList<(long Number, UInt256 Nonce)> Nonces => _nonces;

    /// <summary>The hash of a recent block below the snapshot.</summary>
    public Hash256? HashOf(long number) => _hashes.TryGetValue(number, out Hash256 hash) ? hash : null;

    /// <summary>A header that is kept without its block.</summary>
    public BlockHeader? HeaderOf(long number) =>
        number == Adopted?.Number ? Adopted.Block.Header : _headers.GetValueOrDefault(number);

    /// <summary>Whether a block is kept whole.</summary>
    public bool Keeps(long number) => Adopted is null || number > Adopted.Number;

    /// <summary>Notes what a stored block proves.</summary>
    public void Note(FinalBlock block)
    {
        if (EpochProof.Of(block) is EpochProof proof)
        {
            _proofs.Add(proof);
        }
    }

    /// <summary>Begins to load.</summary>
    public void Begin(SnapshotLoading snapshot)
    {
        Loading = snapshot with { Chunks = 0 };
        _staged.Clear();
    }

    /// <summary>Adds the next chunk.</summary>
    public void Add(int chunk, IReadOnlyList<SnapshotRow> rows)
    {
        if (chunk == Loading.Chunks)
        {
            _staged.AddRange(rows);
            Loading = Loading with { Chunks = chunk + 1 };
        }
    }

    /// <summary>A value of what was loaded.</summary>
    public ReadOnlyMemory<byte> Read(StateKey key)
    {
        byte[] bytes = key.ToArray();
        return _staged.Find(row => row.Key.Span.SequenceEqual(bytes)).Value;
    }

    /// <summary>Makes what was loaded the beginning.</summary>
    /// <param name="snapshot">What it is.</param>
    /// <param name="put">Takes the values of the state.</param>
    public void Adopt(AdoptedSnapshot snapshot, Action<StateKey, ReadOnlyMemory<byte>> put)
    {
        Adopted = snapshot;
        _proofs.AddRange(snapshot.Proofs);
        foreach (SnapshotRow row in _staged)
        {
            if (StateKey.TryRead(row.Key.Span, out StateKey key))
            {
                put(key, row.Value);
            }
            else
            {
                Take(row);
            }
        }

        Begin(SnapshotLoading.Nothing);
    }

    /// <summary>Everything is gone.</summary>
    public void Clear()
    {
        Begin(SnapshotLoading.Nothing);
        _hashes.Clear();
        _headers.Clear();
        _nonces.Clear();
        _proofs.Clear();
        (Adopted, Totals) = (null, new AdoptedTotals(0, 0));
    }

    /// <summary>Takes over everything of another.</summary>
    public void CopyFrom(SnapshotShelf other)
    {
        Clear();
        (Loading, Adopted, Totals) = (other.Loading, other.Adopted, other.Totals);
        _staged.AddRange(other._staged);
        _nonces.AddRange(other._nonces);
        _proofs.AddRange(other._proofs);
        foreach ((long number, Hash256 hash) in other._hashes)
        {
            _hashes.Add(number, hash);
        }

        foreach ((long number, BlockHeader header) in other._headers)
        {
            _headers.Add(number, header);
        }
    }

    private void Take(SnapshotRow row)
    {
        ReadOnlySpan<byte> key = row.Key.Span;
        switch (key[0])
        {
            case 240:
                _hashes[BinaryPrimitives.ReadInt64BigEndian(key[1..])] = new Hash256(row.Value.Span);
                break;
            case 241:
                _nonces.Add((BinaryPrimitives.ReadInt64BigEndian(key[1..]), UInt256.FromBigEndian(key[9..])));
                break;
            case 242:
                Totals = new AdoptedTotals(
                    BinaryPrimitives.ReadInt64BigEndian(row.Value.Span), BinaryPrimitives.ReadInt64BigEndian(row.Value.Span[8..]));
                break;
            case 243 when HeaderCodec.TryDecode(row.Value.Span, out BlockHeader? header):
                _headers[BinaryPrimitives.ReadInt64BigEndian(key[1..])] = header!;
                break;
            default:
                throw new StoreConflictException($"A snapshot holds a row of the unknown kind {key[0]}.");
        }
    }
}
