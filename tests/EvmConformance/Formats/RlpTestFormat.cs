using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>ethereum/tests RLPTests: <c>in</c> is a string, an integer, <c>#</c> and a decimal, or nested lists; <c>VALID</c> and
/// <c>INVALID</c> only say whether <c>out</c> can be decoded.</summary>
internal sealed class RlpTestFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "rlp";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsMapOf(root, "in", "out");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.OfMap(file, Kind, root, Judge);

    private static string? Judge(JsonElement test)
    {
        JsonElement input = test.GetProperty("in");
        byte[] output = test.Bytes("out");
        return (input.ValueKind == JsonValueKind.String ? input.GetString() : null) switch
        {
            "INVALID" => RlpItems.IsCanonical(output) ? "the reader takes it" : null,
            "VALID" => RlpItems.IsCanonical(output) ? null : "the reader refuses it",
            _ => RlpItems.Judge(input, output, Leaf),
        };
    }

    private static byte[] Leaf(JsonElement leaf)
    {
        string text = leaf.ValueKind == JsonValueKind.Number ? "#" + leaf.GetRawText() : leaf.Text();
        if (!text.StartsWith('#'))
        {
            return Encoding.Latin1.GetBytes(text);
        }

        var number = BigInteger.Parse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
        return number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true);
    }
}
