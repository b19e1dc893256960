using System.Text.Json;
using Ledger.Domain.Primitives;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;
using Ledger.EvmConformance.Tries;

namespace Ledger.EvmConformance.Formats;

/// <summary>Entries, or a history of writes, and the root that they give. The trie is the runner's own: what this proves is the
/// judge of the state tests.</summary>
internal sealed class TrieRootFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "trie";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsMapOf(root, "in", "root");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options)
    {
        bool isSecure = TrieText.IsSecure(file);
        return Vectors.OfMap(file, Kind, root, test => Judge(test, isSecure));
    }

    private static string? Judge(JsonElement test, bool isSecure)
    {
        Hash256 root = MerklePatriciaTrie.Root(
            TrieText.Entries(test.GetProperty("in")).Select(entry => (TrieText.Key(entry.Key, isSecure), entry.Value)));
        var expected = Hash256.Parse(test.Text("root"));
        return root == expected ? null : $"the root is {root}, expected {expected}";
    }
}
