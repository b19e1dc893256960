using System.Text.Json;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Transactions of ethers of type 1 (EIP-2930) and 2 (EIP-1559).</summary>
internal sealed class EthersTypedFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "tx";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "key", "tx", "signed", "unsigned");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Vectors.OfList(file, Kind, root, Judge);

    private static string? Judge(JsonElement vector)
    {
        JsonElement fields = vector.GetProperty("tx");
        var kind = (TransactionKind)fields.GetProperty("type").GetByte();
        return SignedTransaction.Judge(
            SignedTransaction.Read(fields, kind, fields.NumberOrZero("chainId")),
            vector.Bytes("unsigned"),
            vector.Bytes("signed"),
            vector.Bytes("key"),
            Address.Parse(vector.Text("address")));
    }
}
