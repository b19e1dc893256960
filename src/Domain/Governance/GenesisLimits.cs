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
