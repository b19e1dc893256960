using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Node.Ports;

namespace Ledger.Infrastructure.Journal;

/// <summary>The witness of a vote journal: one small file in the node's data folder.</summary>
/// <remarks>Two places of one disk sector each that are written in turns, each with a check value, so that a write that power cut short leaves the one
/// before it. A file that is damaged in both is as good as none.</remarks>
public sealed class PromiseFile : IPromiseWitness, IDisposable
{
    private const int PlaceBytes = 512;
    private const int FieldsBytes = 5 * sizeof(long);

    private readonly FileStream _file;
    private long _turn;

    /// <summary>Opens the file, and makes it when it is missing.</summary>
    /// <exception cref="IOException">It cannot be opened, or another process has it.</exception>
    public PromiseFile(string path)
    {
        Place = path;
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
    }

    /// <inheritdoc/>
    public string Place { get; }

    /// <inheritdoc/>
    public Promises? Read()
    {
        Promises? newest = null;
        for (int place = 0; place < 2; place++)
        {
            if (TryRead(place, out long turn, out Promises? promises) && turn > _turn)
            {
                (_turn, newest) = (turn, promises);
            }
        }

        return newest;
    }

    /// <inheritdoc/>
    public void Note(Promises promises, bool isDurable)
    {
        _turn++;
        Span<byte> bytes = stackalloc byte[PlaceBytes];
        bytes.Clear();
        Span<long> fields = [_turn, promises.Facts, promises.Number, promises.Epoch, promises.View];
        for (int i = 0; i < fields.Length; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes[(i * sizeof(long))..], fields[i]);
        }

        SHA256.HashData(bytes[..FieldsBytes], bytes[FieldsBytes..]);
        RandomAccess.Write(_file.SafeFileHandle, bytes, _turn % 2 * PlaceBytes);
        if (isDurable)
        {
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private bool TryRead(int place, out long turn, out Promises? promises)
    {
        (turn, promises) = (0, null);
        Span<byte> bytes = stackalloc byte[PlaceBytes];
        if (RandomAccess.Read(_file.SafeFileHandle, bytes, (long)place * PlaceBytes) != PlaceBytes)
        {
            return false;
        }

        Span<byte> check = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..FieldsBytes], check);
        if (!check.SequenceEqual(bytes.Slice(FieldsBytes, SHA256.HashSizeInBytes)))
        {
            return false;
        }

        turn = Field(bytes, 0);
        promises = new Promises(Field(bytes, 1), Field(bytes, 2), Field(bytes, 3), Field(bytes, 4));
        return true;
    }

    private static long Field(ReadOnlySpan<byte> bytes, int index) =>
        BinaryPrimitives.ReadInt64BigEndian(bytes[(index * sizeof(long))..]);
}
