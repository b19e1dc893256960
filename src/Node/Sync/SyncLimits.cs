using Ledger.Node.Wire;

namespace Ledger.Node.Sync;

/// <summary>What catching up may cost, and how long peers may take. Times are in beats of <see cref="SyncBeat.Interval"/>.</summary>
internal static class SyncLimits
{
    /// <summary>How far above the last imported block blocks are asked for and held.</summary>
    public const int WindowBlocks = 512;

    /// <summary>The most bytes of transactions that wait for import; when there are more, the highest blocks are let go.</summary>
    public const long HeldBytesMax = 64L * 1024 * 1024;

    /// <summary>The questions that one peer may have open: one that it answers, and one that waits behind it.</summary>
    public const int RequestsPerPeerMax = 2;

    /// <summary>How many blocks a peer is asked for at first and after it was slow; the number doubles with each whole answer.</summary>
    public const int RequestBlocksMin = 8;

    /// <summary>The most blocks that one question asks for.</summary>
    public const int RequestBlocksMax = WireLimits.BlocksMax;

    /// <summary>A question that is open for longer is asked of another peer too: 2 s.</summary>
    public const int PatienceBeats = 20;

    /// <summary>For how long a peer is passed over after it was silent or had nothing for the first time: 1 s; it doubles.</summary>
    public const int RestBeatsMin = 10;

    /// <summary>The longest time for which a peer is passed over without having lied: 60 s.</summary>
    public const int RestBeatsMax = 600;

    /// <summary>For how long a peer that was proven to lie is not asked: 10 min. Its session is closed besides.</summary>
    public const int BanBeats = 6_000;

    /// <summary>A node that is only one or two blocks behind for so many beats missed them; before, they are just being decided.</summary>
    public const int BehindBeatsMin = 5;

    /// <summary>How many blocks with their senders recovered may wait for execution.</summary>
    public const int RecoveredMax = 64;

    /// <summary>How many transactions are recovered in one go.</summary>
    public const int RecoveryBatchTransactions = 2_048;
}
