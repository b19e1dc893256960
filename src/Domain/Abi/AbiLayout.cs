namespace Ledger.Domain.Abi;

/// <summary>Which arrangements of the same values a decoder takes.</summary>
/// <remarks>What a word may hold is the same for both: a boolean is 0 or 1, an address has 12 zero bytes before it, an integer
/// is extended to 256 bits by its own sign, bytesN have zeros behind them.</remarks>
public enum AbiLayout
{
    /// <summary>The one arrangement that encoders make: tails in the order of their heads, nothing between them, zeros up to the
    /// next word after bytes and strings, nothing behind the end. Equal values then have equal bytes.</summary>
    Canonical,

    /// <summary>Every arrangement that Solidity's own decoder takes (version 2 of its coder, the default since 0.8.0): offsets may point anywhere inside the data, also twice to
    /// the same place; what stands between the parts, after bytes and strings and behind the end is not looked at.</summary>
    /// <remarks>For data that others made and the chain has accepted already: call data, logs, return data.</remarks>
    Any,
}
