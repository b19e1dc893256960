using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Blocks;

/// <summary>How a caller names a block: by number, by hash (EIP-1898), or by its role.</summary>
public abstract record BlockReference
{
    private BlockReference()
    {
    }

    /// <summary>The last committed block.</summary>
    public static BlockReference Latest { get; } = new ByTag(BlockTag.Latest);

    /// <summary>The last committed block, counting the pool where that has a meaning.</summary>
    public static BlockReference Pending { get; } = new ByTag(BlockTag.Pending);

    /// <summary>A block named by its number.</summary>
    /// <param name="Number">The number, 0 or more.</param>
    public sealed record ByNumber(long Number) : BlockReference
    {
        /// <inheritdoc/>
        public override string ToString() => $"block {Number}";
    }

    /// <summary>A block named by its hash. Every block of this ledger is canonical, so EIP-1898's <c>requireCanonical</c> always holds.</summary>
    /// <param name="Hash">The hash.</param>
    public sealed record ByHash(Hash256 Hash) : BlockReference
    {
        /// <inheritdoc/>
        public override string ToString() => $"block {Hash}";
    }

    /// <summary>A block named by its role.</summary>
    /// <param name="Tag">The role.</param>
    public sealed record ByTag(BlockTag Tag) : BlockReference
    {
        /// <inheritdoc/>
        public override string ToString() => $"block '{Tag.ToString().ToLowerInvariant()}'";
    }

    /// <summary>Reads a tag, a decimal number, a <c>0x</c> number, or a 32-byte hash.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out BlockReference? reference)
    {
        reference = text switch
        {
            null or "" => null,
            "latest" => Latest,
            "earliest" => new ByTag(BlockTag.Earliest),
            "pending" => Pending,
            "safe" => new ByTag(BlockTag.Safe),
            "finalized" => new ByTag(BlockTag.Finalized),
            { Length: (Hash256.SizeBytes * 2) + 2 } when Hash256.TryParse(text, null, out Hash256 hash) => new ByHash(hash),
            _ when TryParseNumber(text, out long number) => new ByNumber(number),
            _ => null,
        };
        return reference is not null;
    }

    /// <summary>Reads a block number in decimal or <c>0x</c> hexadecimal digits.</summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, out long number)
    {
        bool isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return isHex
            ? long.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number) && number >= 0
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
