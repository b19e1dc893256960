using System.Buffers;
using System.Runtime.InteropServices;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Cryptography;

/// <summary>Gathers messages that are hashed together, which is faster than one after another (<see cref="IHashFunction.HashEach"/>).
/// Not thread-safe.</summary>
public sealed class HashBatch : IDisposable
{
    private readonly List<int> _ends;
    private byte[] _messages;
    private int _length;

    /// <summary>Makes room.</summary>
    /// <param name="messages">How many messages are expected.</param>
    /// <param name="sizeBytes">How long they are together, about; it grows.</param>
    public HashBatch(int messages, int sizeBytes)
    {
        _ends = new List<int>(messages);
        _messages = ArrayPool<byte>.Shared.Rent(sizeBytes);
    }

    /// <summary>How many messages there are.</summary>
    public int Count => _ends.Count;

    /// <summary>Adds a message.</summary>
    public void Add(ReadOnlySpan<byte> message) => message.CopyTo(Add(message.Length));

    /// <summary>Adds a message that the caller writes.</summary>
    /// <param name="sizeBytes">Its length.</param>
    /// <returns>Where to write it, before anything else is added.</returns>
    public Span<byte> Add(int sizeBytes)
    {
        int start = _length;
        int end = checked(start + sizeBytes);
        if (end > _messages.Length)
        {
            Grow(end);
        }

        _length = end;
        _ends.Add(end);
        return _messages.AsSpan(start, sizeBytes);
    }

    /// <summary>Hashes the messages, in the order in which they were added, and forgets them.</summary>
    public Hash256[] Hash(IHashFunction hash)
    {
        var digests = new Hash256[_ends.Count];
        hash.HashEach(_messages.AsSpan(0, _length), CollectionsMarshal.AsSpan(_ends), digests);
        _ends.Clear();
        _length = 0;
        return digests;
    }

    /// <summary>Gives the room back.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_messages);
        _messages = [];
        _length = 0;
    }

    private void Grow(int sizeBytes)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(sizeBytes, 2 * _messages.Length));
        _messages.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_messages);
        _messages = larger;
    }
}
