using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;
using Ledger.Node.Ports;

namespace Ledger.Ordering;

/// <summary>Submits entries to one node, as many in flight as wanted, and notes when each is final there.</summary>
internal sealed class Feed : IDisposable
{
    private const int Senders = 64;

    private readonly OrderingOptions _options;
    // One array for all: hundreds of thousands of them would be the collector's work, and its time is measured.
    private readonly byte[] _raws;
    private readonly int[] _ends;
    private readonly long[] _sentAt;
    private readonly long[] _finalAt;
    private readonly SemaphoreSlim _progress = new(0);
    private int _next;
    private int _final;

    /// <summary>Makes all entries.</summary>
    public Feed(OrderingOptions options, Genesis genesis, IHashFunction hash)
    {
        _options = options;
        EntrySigner[] senders = [.. Enumerable.Range(0, Senders).Select(number => new EntrySigner(number))];
        byte[] value = new byte[options.ValueBytes];
        new Random(options.ValueBytes).NextBytes(value);
        _ends = new int[options.Warmup + options.Entries];
        var raws = new ArrayBufferWriter<byte>();
        for (int i = 0; i < _ends.Length; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(value, i);
            raws.Write(Entry(genesis, senders[i % Senders], i, value, hash).Raw.Span);
            _ends[i] = raws.WrittenCount;
        }

        _raws = raws.WrittenSpan.ToArray();
        _sentAt = new long[_ends.Length];
        _finalAt = new long[_ends.Length];
    }

    /// <summary>Blocks that held entries of the last run.</summary>
    public int Blocks { get; private set; }

    /// <summary>Takes note of a block that is final on the node that is fed.</summary>
    public void OnFinal(FinalBlock block)
    {
        long now = Stopwatch.GetTimestamp();
        foreach (VerifiedTransaction entry in block.Block.Transactions)
        {
            _finalAt[BinaryPrimitives.ReadInt64BigEndian(entry.Transaction.Data.Span)] = now;
        }

        Blocks++;
        Volatile.Write(ref _final, _final + block.Block.Transactions.Count);
        _progress.Release();
    }

    /// <summary>Submits the next entries and returns when all of them are final.</summary>
    /// <returns>From the first submission to the last final entry, and what each entry took; in the stopwatch's ticks.</returns>
    public async Task<(long Elapsed, IReadOnlyList<long> Each)> RunAsync(
        ITransactionIntake intake, int count, CancellationToken cancellation)
    {
        int first = _next;
        int end = first + count;
        Blocks = 0;
        while (Volatile.Read(ref _final) < end)
        {
            int room = Math.Min(end, Volatile.Read(ref _final) + _options.InFlight) - _next;
            if (room >= Math.Min(_options.Batch, end - _next) && room > 0)
            {
                await SubmitAsync(intake, Math.Min(room, _options.Batch), cancellation);
            }
            else
            {
                await _progress.WaitAsync(cancellation);
            }
        }

        long[] each = [.. Enumerable.Range(first, count).Select(i => _finalAt[i] - _sentAt[i])];
        return (_finalAt.AsSpan(first, count).ToArray().Max() - _sentAt[first], each);
    }

    /// <inheritdoc/>
    public void Dispose() => _progress.Dispose();

    private async Task SubmitAsync(ITransactionIntake intake, int count, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte>[] batch = [.. Enumerable.Range(_next, count).Select(RawOf)];
        _sentAt.AsSpan(_next, count).Fill(Stopwatch.GetTimestamp());
        _next += count;
        foreach (SubmitResult result in await intake.SubmitAsync(batch, cancellation))
        {
            if (result.Code != SubmitCode.Accepted)
            {
                throw new InvalidOperationException($"An entry was not taken: {result.Code}, {result.Detail}");
            }
        }
    }

    private ReadOnlyMemory<byte> RawOf(int number)
    {
        int start = number == 0 ? 0 : _ends[number - 1];
        return _raws.AsMemory(start, _ends[number] - start);
    }

    private static Transaction Entry(Genesis genesis, EntrySigner sender, int number, byte[] value, IHashFunction hash) =>
        TransactionSigner.Sign(
            new UnsignedTransaction
            {
                Kind = TransactionKind.Fisco,
                ChainId = (ulong)genesis.FiscoChainId,
                GroupId = (ulong)genesis.GroupId,
                Nonce = (ulong)number + 1,
                GasLimit = 300_000_000,
                BlockLimit = (ulong)genesis.BlockLimitWindow,
                To = sender.Address,
                Data = value,
            },
            sender,
            hash);
}
