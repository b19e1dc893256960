using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Running;

/// <summary>One case: what is counted.</summary>
/// <param name="File">The file it stands in.</param>
/// <param name="Kind">Its kind, as <c>--kind</c> names it.</param>
/// <param name="Name">Its name within the file.</param>
/// <param name="Run">Judges it; what it throws is a failure.</param>
internal sealed record ConformanceCase(CaseFile File, string Kind, string Name, Func<CaseContext, Verdict> Run)
{
    /// <summary>Its name in reports, and what <c>--filter</c> looks at.</summary>
    public string FullName => $"{File.Label}:{Name}";

    /// <summary>A case that stands for a file that cannot be read.</summary>
    public static ConformanceCase Unreadable(CaseFile file, string problem) =>
        new(file, "file", "(file)", _ => Verdict.Fail(problem)) { IsUnreadable = true };

    /// <summary>Whether it stands for a file that cannot be read; such a case is always chosen.</summary>
    public bool IsUnreadable { get; private init; }
}
