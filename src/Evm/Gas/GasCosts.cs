namespace Ledger.Evm.Gas;

/// <summary>The costs that no fork from Istanbul to Prague changed, in gas.</summary>
internal static class GasCosts
{
    /// <summary>A byte of EXP's exponent (EIP-160).</summary>
    public const long ExpByte = 50;

    /// <summary>A word hashed by KECCAK256 or CREATE2 (Yellow Paper, appendix G; EIP-1014).</summary>
    public const long KeccakWord = 6;

    /// <summary>A word copied (Yellow Paper, appendix G).</summary>
    public const long CopyWord = 3;

    /// <summary>A topic of a log (Yellow Paper, appendix G).</summary>
    public const long LogTopic = 375;

    /// <summary>A byte of a log (Yellow Paper, appendix G).</summary>
    public const long LogByte = 8;

    /// <summary>A call that sends value (Yellow Paper, appendix G).</summary>
    public const long CallValue = 9000;

    /// <summary>What the callee of a call that sends value gets on top (Yellow Paper, appendix G).</summary>
    public const long CallStipend = 2300;

    /// <summary>Value sent to an account that is nothing (EIP-161).</summary>
    public const long NewAccount = 25000;

    /// <summary>A child frame gets at most all but one of this many parts (EIP-150).</summary>
    public const long ChildGasDivisor = 64;

    /// <summary>A byte of deployed code (Yellow Paper, appendix G).</summary>
    public const long CodeByte = 200;

    /// <summary>SSTORE fails with this little gas left (EIP-2200).</summary>
    public const long SStoreSentry = 2300;

    /// <summary>Every transaction (Yellow Paper, appendix G).</summary>
    public const long Transaction = 21000;

    /// <summary>A transaction that creates a contract, on top (EIP-2).</summary>
    public const long TransactionCreation = 32000;

    /// <summary>A zero byte of call data (Yellow Paper, appendix G).</summary>
    public const long DataZeroByte = 4;

    /// <summary>Any other byte of call data (EIP-2028).</summary>
    public const long DataByte = 16;

    /// <summary>An address of an access list (EIP-2930).</summary>
    public const long AccessListAddress = 2400;

    /// <summary>A slot of an access list (EIP-2930).</summary>
    public const long AccessListSlot = 1900;

    /// <summary>A tuple of an authorization list (EIP-7702, PER_EMPTY_ACCOUNT_COST).</summary>
    public const long Authorization = 25000;

    /// <summary>Refund for a tuple whose authority existed (EIP-7702, PER_EMPTY_ACCOUNT_COST less PER_AUTH_BASE_COST).</summary>
    public const long AuthorizationRefund = Authorization - 12500;

    /// <summary>A token of call data in the floor (EIP-7623); a zero byte is one.</summary>
    public const long FloorToken = 10;

    /// <summary>The tokens of a byte of call data that is not zero (EIP-7623).</summary>
    public const long FloorTokensOfByte = 4;

    /// <summary>Words needed for a number of bytes.</summary>
    public static long Words(long bytes) => (bytes + 31) / 32;
}
