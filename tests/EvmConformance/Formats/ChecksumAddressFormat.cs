using System.Text.Json;
using Ledger.Crypto.Signatures;
using Ledger.Crypto.Wallet;
using Ledger.Domain.Primitives;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Addresses with their checksum spelling (EIP-55), some with the private key that they come from.</summary>
internal sealed class ChecksumAddressFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "secp";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "address", "checksumAddress");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.OfList(file, Kind, root, Judge);

    private static string? Judge(JsonElement vector)
    {
        var address = Address.Parse(vector.Text("address"));
        string expected = vector.Text("checksumAddress");
        Address? owner = vector.TryGetProperty("privateKey", out _)
            ? new Secp256k1Signer(vector.Bytes("privateKey")).Address
            : null;
        return ChecksumAddress.Format(address) != expected ? $"spelt {ChecksumAddress.Format(address)}, expected {expected}"
            : !ChecksumAddress.TryParse(expected, out Address read) || read != address ? "the checksum spelling is refused"
            : owner is not null && owner != address ? $"the key's address is {owner}, expected {address}"
            : null;
    }
}
