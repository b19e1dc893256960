using System.Text.Json;
using Ledger.Domain.Primitives;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Hashes of ethers. Only Keccak-256 is the product's own; SHA-256 is judged by the precompile vectors.</summary>
internal sealed class EthersHashFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "keccak";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "data", "keccak256");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) => Vectors.OfList(
        file, Kind, root, vector => Hashes.Judge(vector.Bytes("data"), Hash256.Parse(vector.Text("keccak256"))));
}
