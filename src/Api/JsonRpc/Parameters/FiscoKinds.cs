using System.Text.Json;

namespace Ledger.Api.JsonRpc.Parameters;

/// <summary>The kinds of arguments of FISCO BCOS 2.x's methods: before the method only the JSON type is checked.</summary>
internal static class FiscoKinds
{
    /// <summary>The group's number, an <see cref="int"/>.</summary>
    public static RpcKind Group { get; } = new("a JSON integer", element =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int group)
            ? new RpcReading(group) : RpcReading.Wrong);

    /// <summary>A <see cref="string"/>.</summary>
    public static RpcKind Text { get; } = new("a JSON string", element =>
        RpcText.TryGet(element, out string? text) ? new RpcReading(text) : RpcReading.Wrong);

    /// <summary>A <see cref="bool"/>.</summary>
    public static RpcKind Flag => EthereumKinds.Flag;

    /// <summary>A <see cref="JsonElement"/> that is an object.</summary>
    public static RpcKind Object { get; } = new("a JSON object", element =>
        element.ValueKind == JsonValueKind.Object ? new RpcReading(element) : RpcReading.Wrong);
}
