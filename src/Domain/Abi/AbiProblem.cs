namespace Ledger.Domain.Abi;

/// <summary>Why a type, a value or an encoding is not taken.</summary>
/// <param name="Path">Where: <c>arg[1].to</c> is member <c>to</c> of the second argument, <c>arg.order.to</c> when that one is called
/// <c>order</c>; empty when it concerns the whole.</param>
/// <param name="Text">What is wrong, and what would be right.</param>
public sealed record AbiProblem(string Path, string Text)
{
    /// <summary>The place and what is wrong, in one line.</summary>
    public override string ToString() => Path.Length == 0 ? Text : $"{Path}: {Text}";

    /// <summary>The same problem, seen from the container that has it at <paramref name="segment"/>.</summary>
    internal AbiProblem Inside(string segment) => this with { Path = segment + Path };

    internal static AbiProblem Of(string text) => new("", text);
}
