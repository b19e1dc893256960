using System.Text.Json;

namespace Ledger.EvmConformance.Formats;

/// <summary>Every format; the first that recognises a file reads it.</summary>
internal static class FormatTable
{
    private static readonly ICaseFormat[] Rows =
    [
        new StateTestFormat(),
        new PrecompileFormat(),
        new PrecompileIndexFormat(),
        new RlpTestFormat(),
        new EthersRlpFormat(),
        new KeccakPatternFormat(),
        new EthersHashFormat(),
        new SignatureFormat(),
        new ChecksumAddressFormat(),
        new TransactionTestFormat(),
        new EthersLegacyFormat(),
        new EthersTypedFormat(),
        new TypedDataFormat(),
        new AbiBasicFormat(),
        new AbiEncodingFormat(),
        new AbiEventFormat(),
        new AbiPackedFormat(),
        new AbiSelectorFormat(),
        new SolidityFormat(),
        new TrieRootFormat(),
        new TrieOrderFormat(),
        new TrieProofFormat(),
        new BadProofFormat(),
        new Sm2Format(),
        new Sm3Format(),
        new Sm4Format(),
    ];

    /// <summary>The kinds, in the order of the table.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Rows.Select(row => row.Kind).Distinct()];

    /// <summary>The format of a file, or <see langword="null"/>.</summary>
    public static ICaseFormat? Find(JsonElement root) => Array.Find(Rows, row => row.Recognises(root));
}
