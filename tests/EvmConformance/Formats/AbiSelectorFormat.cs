using System.Text.Json;
using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Canonical signatures of functions and their selectors.</summary>
internal sealed class AbiSelectorFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "abi";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "signature", "selector");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.OfList(file, Kind, root, Judge);

    private static string? Judge(JsonElement vector)
    {
        var function = AbiFunction.Parse(vector.Text("signature"), CryptoSuites.Secp256k1.Hash);
        return function.Signature != vector.Text("signature") ? $"the signature is {function.Signature}"
            : function.Selector.ToString() != vector.Text("selector") ? $"the selector is {function.Selector}"
            : null;
    }
}
