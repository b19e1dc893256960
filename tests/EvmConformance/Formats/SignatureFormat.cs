using System.Text.Json;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Deterministic signatures of secp256k1 (RFC 6979, low s): made again, and the signer recovered.</summary>
internal sealed class SignatureFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "secp";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "privateKey", "msgHash", "r", "s", "recId");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.OfList(file, Kind, root, Judge);

    private static string? Judge(JsonElement vector)
    {
        var digest = Hash256.Parse(vector.Text("msgHash"));
        byte[] expected = [.. vector.Bytes("r"), .. vector.Bytes("s"), (byte)vector.GetProperty("recId").GetInt32()];
        var signer = new Secp256k1Signer(vector.Bytes("privateKey"));
        byte[] made = signer.Sign(digest);
        string publicKey = "04" + Convert.ToHexStringLower(signer.Id.Bytes);
        var address = Address.Parse(vector.Text("address"));
        bool isRecovered = CryptoSuites.Secp256k1.Signatures.TryRecover(digest, expected, out Address recovered);
        return publicKey != vector.Text("publicKey") ? $"public key is {publicKey}"
            : signer.Address != address ? $"address is {signer.Address}, expected {address}"
            : !made.AsSpan().SequenceEqual(expected) ? $"signed {Hex.Encode(made)}, expected {Hex.Encode(expected)}"
            : !isRecovered || recovered != address ? $"recovered {recovered}, expected {address}"
            : !CryptoSuites.Secp256k1.Signatures.Verify(signer.Id, digest, expected) ? "the signature does not verify"
            : null;
    }
}
