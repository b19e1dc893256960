namespace Ledger.Cli.Rpc;

/// <summary>One call of a method.</summary>
/// <param name="Method">The method.</param>
/// <param name="Parameters">Its parameters in order.</param>
internal sealed record RpcCall(string Method, params object[] Parameters);
