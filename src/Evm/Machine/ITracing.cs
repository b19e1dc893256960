namespace Ledger.Evm.Machine;

/// <summary>Whether the machine tells a tracer what it does: a type parameter, so that the loop is compiled once for each answer and
/// the one without tracing pays nothing for the other.</summary>
internal interface ITracing
{
    /// <summary>The answer, a constant to the compiler.</summary>
    static abstract bool IsOn { get; }
}

/// <summary>Every block and every call: nobody watches.</summary>
internal readonly struct Untraced : ITracing
{
    /// <inheritdoc/>
    public static bool IsOn => false;
}

/// <summary>A replay: the machine's tracer watches.</summary>
internal readonly struct Traced : ITracing
{
    /// <inheritdoc/>
    public static bool IsOn => true;
}
