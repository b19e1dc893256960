namespace Ledger.Api.JsonRpc;

/// <summary>The arguments of one call, already read by the kinds of its method's row.</summary>
internal readonly struct RpcCall(object?[] arguments)
{
    /// <summary>The argument at a place.</summary>
    /// <exception cref="InvalidCastException">The row declares another kind: a defect of the method.</exception>
    public T Get<T>(int index) => (T)arguments[index]!;

    /// <summary>The optional argument at a place, or what stands for it.</summary>
    public T GetOr<T>(int index, T fallback) => arguments[index] is T value ? value : fallback;
}
