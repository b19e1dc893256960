using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;
using Ledger.EvmConformance.Tries;

namespace Ledger.EvmConformance.Formats;

/// <summary>Tries with their entries, root and proofs, of presence and of absence: the root and each proof are a case.</summary>
internal sealed class TrieProofFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "trie";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "entries", "root", "proofs");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        root.EnumerateArray().Index().SelectMany(entry => ReadTrie(file, Vectors.NameOf(entry.Item, entry.Index), entry.Item));

    /// <summary>The nodes of a proof.</summary>
    public static byte[][] Nodes(JsonElement element) =>
        [.. element.GetProperty("proof").EnumerateArray().Select(node => Hex.Decode(node.Text()))];

    private IEnumerable<ConformanceCase> ReadTrie(CaseFile file, string name, JsonElement trie)
    {
        yield return new ConformanceCase(file, Kind, $"{name} root", _ => Verdict.Of(JudgeRoot(trie)));
        foreach ((int index, JsonElement proof) in trie.GetProperty("proofs").EnumerateArray().Index())
        {
            yield return new ConformanceCase(file, Kind, $"{name} proof {index}", _ => Verdict.Of(JudgeProof(trie, proof)));
        }
    }

    private static string? JudgeRoot(JsonElement trie)
    {
        bool isSecure = trie.GetProperty("secure").GetBoolean();
        Hash256 root = MerklePatriciaTrie.Root(trie.GetProperty("entries").EnumerateArray()
            .Select(entry => (TrieText.Key(Hex.Decode(entry[0].Text()), isSecure), Hex.Decode(entry[1].Text()))));
        var expected = Hash256.Parse(trie.Text("root"));
        return root == expected ? null : $"the root is {root}, expected {expected}";
    }

    private static string? JudgeProof(JsonElement trie, JsonElement proof)
    {
        byte[] key = TrieText.Key(proof.Bytes("key"), trie.GetProperty("secure").GetBoolean());
        JsonElement expected = proof.GetProperty("value");
        byte[]? wanted = expected.ValueKind == JsonValueKind.Null ? null : Hex.Decode(expected.Text());
        if (!ProofVerifier.TryVerify(Hash256.Parse(trie.Text("root")), key, Nodes(proof), out byte[]? value))
        {
            return "the proof is refused";
        }

        return (value is null) == (wanted is null) && value.AsSpan().SequenceEqual(wanted)
            ? null
            : $"it proves {(value is null ? "absence" : Hex.Encode(value))}, expected {(wanted is null ? "absence" : expected)}";
    }
}
