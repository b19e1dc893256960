using System.Text.Json;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>The table of contents of a folder of precompile vectors: it has no cases of its own.</summary>
internal sealed class PrecompileIndexFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "precompile";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsMapOf(root, "address", "forks", "expect");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) => [];
}
