using System.Text.Json;
using Ledger.Domain.Primitives;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;
using Ledger.EvmConformance.Tries;

namespace Ledger.EvmConformance.Formats;

/// <summary>Proofs with a changed, missing or added node: each must be refused.</summary>
internal sealed class BadProofFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "trie";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "proof", "root", "key");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.OfList(file, Kind, root, Judge);

    private static string? Judge(JsonElement proof)
    {
        byte[] key = TrieText.Key(proof.Bytes("key"), proof.GetProperty("secure").GetBoolean());
        return ProofVerifier.TryVerify(Hash256.Parse(proof.Text("root")), key, TrieProofFormat.Nodes(proof), out _)
            ? "the proof is taken"
            : null;
    }
}
