using System.Globalization;
using System.Text.Json;

namespace Ledger.Cli.Rpc;

/// <summary>Ethereum's JSON-RPC quantities: <c>0x</c> and the shortest hexadecimal form.</summary>
internal static class Quantity
{
    /// <summary>Writes a number.</summary>
    public static string Of(long number) => string.Create(CultureInfo.InvariantCulture, $"0x{number:x}");

    /// <summary>Reads a number below 2^63.</summary>
    public static long Read(JsonElement element) => long.Parse(
        element.GetString().AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
