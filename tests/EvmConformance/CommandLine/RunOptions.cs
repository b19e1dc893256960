using System.Text.RegularExpressions;
using Ledger.Domain.Governance;

namespace Ledger.EvmConformance.CommandLine;

/// <summary>What to run and how to tell it.</summary>
internal sealed record RunOptions
{
    /// <summary>The kind that stands for every kind.</summary>
    public const string AnyKind = "auto";

    /// <summary>Folders, <c>.json</c>, <c>.json.gz</c> and <c>.tar.gz</c> files.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The only kind of case to run, or <see cref="AnyKind"/>.</summary>
    public string Kind { get; init; } = AnyKind;

    /// <summary>The only forks to run; <see langword="null"/> runs all.</summary>
    public IReadOnlySet<Fork>? Forks { get; init; }

    /// <summary>Runs only cases whose full name it matches.</summary>
    public Regex? Filter { get; init; }

    /// <summary>Leaves out cases whose full name it matches: they are not counted at all.</summary>
    public Regex? Exclude { get; init; }

    /// <summary>Runs the first of every so many chosen cases; 1 runs each. Not an option of the command: the gate samples.</summary>
    public int Every { get; init; } = 1;

    /// <summary>Cases that <see cref="Every"/> does not leave out: their full name matches.</summary>
    public Regex? Always { get; init; }

    /// <summary>How many cases run at a time.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>How long a case may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Whether transactions are always built from their fields, even where their signed bytes are there.</summary>
    public bool FromFields { get; init; }

    /// <summary>How many failures are listed.</summary>
    public int ListedFailuresMax { get; init; } = 20;

    /// <summary>Whether a wrong state is shown account by account.</summary>
    public bool ShowsDifferences { get; init; }

    /// <summary>Whether the counts of each folder are shown.</summary>
    public bool ShowsFolders { get; init; }

    /// <summary>Where one JSON line a case goes.</summary>
    public string? OutputPath { get; init; }

    /// <summary>The one case to trace (EIP-3155), by a part of its full name.</summary>
    public string? Trace { get; init; }

    /// <summary>Whether a skipped case counts as failed.</summary>
    public bool CountsSkippedAsFailed { get; init; }
}
