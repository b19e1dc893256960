using System.Text.Json;

namespace Ledger.Api.JsonRpc.Parameters;

/// <summary>A kind of argument: how it is read, and the words for a caller who got it wrong.</summary>
/// <param name="Expected">What it must be, as in "expected …".</param>
/// <param name="Read">Reads it; total for any JSON value.</param>
internal sealed record RpcKind(string Expected, Func<JsonElement, RpcReading> Read);

/// <summary>What reading an argument gave.</summary>
/// <param name="Value">The value, <see langword="null"/> when there is a problem.</param>
/// <param name="Problem">What was wrong beyond "expected …"; <see langword="null"/> when that says it all.</param>
internal readonly record struct RpcReading(object? Value, string? Problem = null)
{
    public static RpcReading Wrong => default;
}
