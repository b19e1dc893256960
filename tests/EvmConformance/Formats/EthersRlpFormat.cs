using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>RLP vectors of ethers: <c>decoded</c> is bytes or nested lists of bytes.</summary>
internal sealed class EthersRlpFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "rlp";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "decoded", "encoded");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) => Vectors.OfList(
        file,
        Kind,
        root,
        vector => RlpItems.Judge(vector.GetProperty("decoded"), vector.Bytes("encoded"), leaf => Hex.Decode(leaf.Text())));
}
