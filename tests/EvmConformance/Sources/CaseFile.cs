namespace Ledger.EvmConformance.Sources;

/// <summary>One file of cases, or why it cannot be read.</summary>
/// <param name="Label">Its name in reports: folders and file, from the path that was asked for.</param>
/// <param name="Bytes">What it holds, unpacked.</param>
/// <param name="Problem">Why it cannot be read; then it holds nothing.</param>
internal sealed record CaseFile(string Label, byte[] Bytes, string? Problem = null)
{
    /// <summary>Its name without folders.</summary>
    public string Name => Label[(Label.LastIndexOf('/') + 1)..];

    /// <summary>Its folders.</summary>
    public string Folder => Label.Contains('/', StringComparison.Ordinal) ? Label[..Label.LastIndexOf('/')] : "";

    /// <summary>Reads another file of the same folder; <see langword="null"/> when there is none.</summary>
    public Func<string, byte[]?> Sibling { get; init; } = static _ => null;
}
