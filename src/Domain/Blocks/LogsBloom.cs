using System.Runtime.InteropServices;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Transactions;

namespace Ledger.Domain.Blocks;

/// <summary>The 2048-bit bloom filter over log addresses and topics (Yellow Paper, section 4.3.1).</summary>
public sealed class LogsBloom : IEquatable<LogsBloom>
{
    /// <summary>Length in bytes.</summary>
    public const int SizeBytes = 256;

    private readonly byte[] _bits;

    private LogsBloom(byte[] bits) => _bits = bits;

    /// <summary>The filter that contains nothing.</summary>
    public static LogsBloom Empty { get; } = new(new byte[SizeBytes]);

    /// <summary>The bytes, most significant first.</summary>
    public ReadOnlySpan<byte> Bytes => _bits;

    /// <summary>Copies exactly 256 bytes.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public static LogsBloom FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == SizeBytes
        ? new LogsBloom(bytes.ToArray())
        : throw new ArgumentException($"A bloom has {SizeBytes} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>The filter of some logs.</summary>
    public static LogsBloom Of(IReadOnlyList<LogEntry> logs, IHashFunction hash)
    {
        if (logs.Count == 0)
        {
            return Empty;
        }

        byte[] bits = new byte[SizeBytes];
        new LogsBloomBuilder(hash).Write(logs, bits);
        return new LogsBloom(bits);
    }

    /// <summary>Whether <paramref name="value"/> may be in the filter; never false for one that is.</summary>
    public bool MayContain(ReadOnlySpan<byte> value, IHashFunction hash) => new LogsBloomBits(hash.Hash(value)).AreSet(_bits);

    /// <inheritdoc/>
    public bool Equals(LogsBloom? other) => other is not null && _bits.AsSpan().SequenceEqual(other._bits);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LogsBloom);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MemoryMarshal.Read<ulong>(_bits), SizeBytes);

    /// <summary>The bytes as <c>0x</c> hexadecimal.</summary>
    public override string ToString() => Hex.Encode(_bits);
}
