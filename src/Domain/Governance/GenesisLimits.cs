using Ledger.Domain.Blocks;

namespace Ledger.Domain.Governance;

/// <summary>What a genesis may say.</summary>
public static class GenesisLimits
{
    /// <summary>The greatest chain id: JavaScript wallets hold numbers up to 2^53 - 1 exactly.</summary>
    public const long ChainIdMax = (1L << 53) - 1;

    /// <summary>The greatest group number (FISCO BCOS 2.x).</summary>
    public const int GroupIdMax = 32_767;

    /// <summary>The greatest timestamp in milliseconds: the last one of the year 9999.</summary>
    public const long TimestampMax = 253_402_300_799_999;

    /// <summary>The most sealers.</summary>
    public const int SealersMax = HeaderCodec.SealersMax;

    /// <summary>The most observers.</summary>
    public const int ObserversMax = 1_000;

    /// <summary>The most nodes of one list of members.</summary>
    public const int MembersMax = SealersMax > ObserversMax ? SealersMax : ObserversMax;

    /// <summary>The most governors.</summary>
    public const int GovernorsMax = 256;

    /// <summary>The least block size in bytes: the largest transaction fits.</summary>
    public const int BlockSizeBytesMin = 1024 * 1024;

    /// <summary>The greatest block size in bytes: bodies travel in few frames.</summary>
    public const int BlockSizeBytesMax = 32 * 1024 * 1024;

    /// <summary>The widest sequence window.</summary>
    public const int SequenceWindowMax = 8;

    /// <summary>The longest turn of one sealer in heights.</summary>
    public const int HeightsPerTurnMax = 10_000;

    /// <summary>The shortest rPBFT epoch in blocks: longer than any activation delay, so that a draw's input is of its own epoch.</summary>
    public const int EpochBlocksMin = ActivationDelayMax + 1;

    /// <summary>The longest rPBFT epoch in blocks.</summary>
    public const int EpochBlocksMax = 100_000_000;

    /// <summary>The longest activation delay in blocks.</summary>
    public const int ActivationDelayMax = 16;

    /// <summary>The most blocks between two snapshots.</summary>
    public const int SnapshotBlocksMax = 100_000_000;

    /// <summary>The most transactions of a block.</summary>
    public const int BlockTransactionsMax = ProposalCodec.TransactionsMax;

    /// <summary>The least gas limit: what a plain transfer costs.</summary>
    public const long GasLimitMin = 21_000;

    /// <summary>The greatest gas limit, again one that JavaScript holds exactly.</summary>
    public const long GasLimitMax = (1L << 53) - 1;

    /// <summary>The shortest consensus timeout in milliseconds; below it views change for nothing.</summary>
    public const int ConsensusTimeoutMinMs = 100;

    /// <summary>The longest consensus timeout in milliseconds.</summary>
    public const int ConsensusTimeoutMaxMs = 600_000;

    /// <summary>The greatest window of FISCO block limits in blocks; each node remembers the nonces of so many blocks.</summary>
    public const int BlockLimitWindowMax = 100_000;

    /// <summary>The most accounts with a balance at block 0.</summary>
    public const int AllocationsMax = 100_000;
}
