using System.Text.Json;
using Ledger.Crypto;
using Ledger.Domain.Abi.TypedData;
using Ledger.Domain.Encoding;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Typed data (EIP-712): its encoding and digest.</summary>
internal sealed class TypedDataFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "eip712";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "primaryType", "types", "digest");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.OfList(file, Kind, root, Judge);

    private static string? Judge(JsonElement vector)
    {
        var message = TypedMessage.Parse(JsonSerializer.Serialize(new
        {
            types = vector.GetProperty("types"),
            primaryType = vector.GetProperty("primaryType"),
            domain = vector.GetProperty("domain"),
            message = vector.GetProperty("data"),
        }));
        string encoded = Hex.Encode(message.EncodeMessage(CryptoSuites.Secp256k1.Hash));
        string digest = message.Digest(CryptoSuites.Secp256k1.Hash).ToString();
        return encoded != vector.Text("encoded") ? $"encoded as {encoded}"
            : digest != vector.Text("digest") ? $"the digest is {digest}"
            : null;
    }
}
