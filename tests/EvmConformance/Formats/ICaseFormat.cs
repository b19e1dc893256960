using System.Text.Json;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>One shape of file with cases. A new one is a class and a row of <see cref="FormatTable"/>.</summary>
internal interface ICaseFormat
{
    /// <summary>The kind of its cases, as <c>--kind</c> names it; several formats may share one.</summary>
    string Kind { get; }

    /// <summary>Whether a file has this shape.</summary>
    bool Recognises(JsonElement root);

    /// <summary>The cases of a file, in order. What it throws is one failure of the file.</summary>
    IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options);
}
