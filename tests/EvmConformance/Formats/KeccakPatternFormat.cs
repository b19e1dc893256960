using System.Text.Json;
using Ledger.Domain.Primitives;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Keccak-256 of messages that follow a rule: byte i of a message of n bytes is (7i + n) mod 256.</summary>
internal sealed class KeccakPatternFormat : ICaseFormat
{
    private const int Step = 7;

    /// <inheritdoc/>
    public string Kind => "keccak";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.Has(root, "rule", "vectors");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.OfList(file, Kind, root.GetProperty("vectors"), Judge);

    private static string? Judge(JsonElement vector)
    {
        int length = vector.GetProperty("len").GetInt32();
        byte[] message = [.. Enumerable.Range(0, length).Select(i => (byte)((i * Step) + length))];
        return Hashes.Judge(message, Hash256.Parse(vector.Text("hash")));
    }
}
