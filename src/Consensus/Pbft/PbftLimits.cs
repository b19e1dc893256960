namespace Ledger.Consensus.Pbft;

/// <summary>The bounds of PBFT messages: what lies outside is refused before anything is allocated for it.</summary>
public static class PbftLimits
{
    /// <summary>The longest message in bytes.</summary>
    public const int MessageSizeBytesMax = MessageLimits.MessageSizeBytesMax;

    /// <summary>The longest signature in bytes: SM2's.</summary>
    public const int SignatureSizeBytesMax = MessageLimits.SignatureSizeBytesMax;

    /// <summary>The most sealers, and so the most signatures of a certificate.</summary>
    public const int SealersMax = MessageLimits.SealersMax;

    /// <summary>The most prepared certificates of a ViewChange.</summary>
    public const int PreparedMax = 64;

    /// <summary>The highest view: far beyond any reached, far below the end of the arithmetic.</summary>
    public const long ViewMax = long.MaxValue / 4;

    /// <summary>The highest block number.</summary>
    public const long NumberMax = MessageLimits.NumberMax;

    /// <summary>The latest proposal time in milliseconds since the Unix epoch: the end of the year 9999.</summary>
    public const long TimestampMaxMs = MessageLimits.TimestampMaxMs;
}
