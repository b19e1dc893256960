using Ledger.Cli.Terminals;

namespace Ledger.Cli.CommandLine;

/// <summary>One command: what it is called, what it takes and what it does.</summary>
/// <param name="Name">One or two words, such as <c>up</c> or <c>chain create</c>.</param>
/// <param name="Summary">One sentence for the list of commands.</param>
/// <param name="Options">Its options.</param>
/// <param name="Run">Does it and gives the exit code.</param>
internal sealed record Command(
    string Name,
    string Summary,
    IReadOnlyList<Option> Options,
    Func<Arguments, Terminal, CancellationToken, Task<int>> Run)
{
    /// <summary>What may stand without a dash, such as <c>node</c>; <see langword="null"/> when nothing may.</summary>
    public string? Operand { get; init; }

    /// <summary>Kept out of the list of commands: other parts of the product use it.</summary>
    public bool IsHidden { get; init; }
}
