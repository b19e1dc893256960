using System.Buffers;

namespace Ledger.Api.JsonRpc;

/// <summary>A growing buffer of pooled memory that can give back its end. Not thread-safe; dispose returns the memory.</summary>
internal sealed class PooledBuffer(int initialBytes = 4096) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(initialBytes);

    public int WrittenCount { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, WrittenCount);

    public void Advance(int count) => WrittenCount += count;

    /// <summary>Forgets what was written after a place.</summary>
    public void Truncate(int writtenCount) => WrittenCount = writtenCount;

    public void WriteByte(byte value)
    {
        GetSpan(1)[0] = value;
        WrittenCount++;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return _bytes.AsMemory(WrittenCount);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return _bytes.AsSpan(WrittenCount);
    }

    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void EnsureFree(int sizeHint)
    {
        int needed = WrittenCount + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _bytes.Length * 2));
        _bytes.AsSpan(0, WrittenCount).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
