using System.Text.Json;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;
using Ledger.EvmConformance.Tries;

namespace Ledger.EvmConformance.Formats;

/// <summary>The neighbours of keys in the order of a trie: [key, the greatest below it, the least above it], empty for none.</summary>
internal sealed class TrieOrderFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "trie";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsMapOf(root, "in", "tests");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.OfMap(file, Kind, root, Judge);

    private static string? Judge(JsonElement test)
    {
        byte[][] paths = [.. test.GetProperty("in").EnumerateArray().Select(key => Path(key.Text()))];
        foreach (JsonElement neighbours in test.GetProperty("tests").EnumerateArray())
        {
            byte[] key = Path(neighbours[0].Text());
            byte[] below = paths.Where(path => Compare(path, key) < 0).OrderBy(path => path, Order).LastOrDefault([]);
            byte[] above = paths.Where(path => Compare(path, key) > 0).OrderBy(path => path, Order).FirstOrDefault([]);
            if (Compare(below, Path(neighbours[1].Text())) != 0 || Compare(above, Path(neighbours[2].Text())) != 0)
            {
                return $"the neighbours of '{neighbours[0]}' are others";
            }
        }

        return null;
    }

    private static Comparer<byte[]> Order { get; } = Comparer<byte[]>.Create(Compare);

    private static byte[] Path(string key) => Nibbles.Of(TrieText.Bytes(key));

    private static int Compare(byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right);
}
