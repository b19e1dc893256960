namespace Ledger.Cli.Terminals;

/// <summary>Counts things in words.</summary>
internal static class Plural
{
    /// <summary>Such as <c>1 node</c> and <c>4 nodes</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">One of them.</param>
    public static string Of(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
