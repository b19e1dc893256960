using Ledger.Domain.Blocks;

namespace Ledger.Consensus;

/// <summary>The bounds of messages of every algorithm: what lies outside is refused before anything is allocated for it.</summary>
public static class MessageLimits
{
    /// <summary>The longest message in bytes.</summary>
    public const int MessageSizeBytesMax = 16 * 1024 * 1024;

    /// <summary>The longest signature in bytes: SM2's.</summary>
    public const int SignatureSizeBytesMax = 128;

    /// <summary>The most sealers, and so the most signatures of a certificate.</summary>
    public const int SealersMax = HeaderCodec.SealersMax;

    /// <summary>The highest block number.</summary>
    public const long NumberMax = long.MaxValue / 4;

    /// <summary>The latest proposal time in milliseconds since the Unix epoch: the end of the year 9999.</summary>
    public const long TimestampMaxMs = 253_402_300_799_999;
}
