using System.Security.Cryptography;
using System.Text.Json;
using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Encoding;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Hashes of the packed encoding of values.</summary>
internal sealed class AbiPackedFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "abi";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "types", "values", "keccak256");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.OfList(file, Kind, root, Judge);

    private static string? Judge(JsonElement vector)
    {
        AbiType.Tuple types = AbiVectors.Types(vector);
        AbiValue[] values = AbiVectors.Values(types, vector, "values");
        if (!AbiPacking.TryEncodePacked(types, values, out byte[] packed, out AbiProblem? problem))
        {
            return $"cannot be packed: {problem}";
        }

        string keccak = CryptoSuites.Secp256k1.Hash.Hash(packed).ToString();
        string sha = Hex.Encode(SHA256.HashData(packed));
        return keccak != vector.Text("keccak256") ? $"Keccak-256 of the packed form is {keccak}"
            : sha != vector.Text("sha256") ? $"SHA-256 of the packed form is {sha}"
            : null;
    }
}
