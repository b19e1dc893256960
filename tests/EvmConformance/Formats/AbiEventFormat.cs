using System.Text.Json;
using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Values of an event, and the topics and data that it is logged with; read back, but for values of which only a hash is logged.</summary>
internal sealed class AbiEventFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "abi";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "types", "values", "topics", "indexed");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.OfList(file, Kind, root, Judge);

    private static string? Judge(JsonElement vector)
    {
        AbiType.Tuple types = AbiVectors.Types(vector);
        AbiValue[] values = AbiVectors.Values(types, vector, "values");
        AbiEventParameter[] parameters = [.. types.Members.Zip(
            vector.GetProperty("indexed").EnumerateArray(),
            (member, flag) => new AbiEventParameter("", member.Type, flag.ValueKind == JsonValueKind.True))];
        var logged = new AbiEvent(
            "testEvent", parameters, vector.GetProperty("anonymous").GetBoolean(), CryptoSuites.Secp256k1.Hash);
        Hash256[] topics = [.. vector.GetProperty("topics").EnumerateArray().Select(topic => Hash256.Parse(topic.Text()))];
        byte[] data = vector.Bytes("data");
        if (!logged.TryEncode(values, CryptoSuites.Secp256k1.Hash, out AbiLog? log, out AbiProblem? problem))
        {
            return $"cannot be encoded: {problem}";
        }

        return !log!.Topics.SequenceEqual(topics) ? $"the topics are {string.Join(", ", log.Topics)}"
            : !log.Data.AsSpan().SequenceEqual(data) ? $"the data is {Hex.Encode(log.Data)}"
            : !logged.TryDecode(topics, data, AbiLayout.Canonical, out AbiValue read, out problem) ? $"cannot be decoded: {problem}"
            : parameters.Index().Any(entry => !entry.Item.IsHashed && read[entry.Index] != values[entry.Index])
                ? "decoded as something else"
            : null;
    }
}
