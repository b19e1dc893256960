using System.Text.Json;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Legacy transactions of ethers, each without a chain id and for chain 5 (EIP-155).</summary>
internal sealed class EthersLegacyFormat : ICaseFormat
{
    private const ulong ChainId = 5;

    /// <inheritdoc/>
    public string Kind => "tx";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "privateKey", "signedTransaction", "unsignedTransaction");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) => Vectors.OfList(
        file, Kind, root, vector => Judge(vector, null, "") ?? Judge(vector, ChainId, "ChainId5"));

    private static string? Judge(JsonElement vector, UInt256? chainId, string suffix) => SignedTransaction.Judge(
        SignedTransaction.Read(vector, TransactionKind.Legacy, chainId),
        vector.Bytes("unsignedTransaction" + suffix),
        vector.Bytes("signedTransaction" + suffix),
        vector.Bytes("privateKey"),
        Address.Parse(vector.Text("accountAddress")));
}
