namespace Ledger.Api.JsonRpc.Parameters;

/// <summary>One declared parameter of a method.</summary>
/// <param name="Name">Its name in errors and documents.</param>
/// <param name="Kind">What it must be.</param>
/// <param name="IsRequired">Whether a call without it is refused.</param>
internal sealed record RpcParameter(string Name, RpcKind Kind, bool IsRequired)
{
    public static RpcParameter Required(string name, RpcKind kind) => new(name, kind, true);

    public static RpcParameter Optional(string name, RpcKind kind) => new(name, kind, false);
}
