using System.Globalization;
using System.Text.Json;

namespace Ledger.Api.JsonRpc.Parameters;

/// <summary>Reads the params member of a request by the row of its method.</summary>
internal static class RpcArguments
{
    /// <summary>The arguments, or the error with code -32602.</summary>
    public static RpcError? TryRead(RpcMethod method, JsonElement? parameters, out RpcCall call)
    {
        call = default;
        if (method.Parameters is not IReadOnlyList<RpcParameter> declared)
        {
            return null;
        }

        JsonElement list = parameters ?? default;
        string? problem = list.ValueKind is JsonValueKind.Array or JsonValueKind.Null or JsonValueKind.Undefined
            ? null
            : "params must be an array";
        object?[] values = new object?[declared.Count];
        int count = list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0;
        problem ??= method.Lane == RpcLane.Fisco && count != declared.Count
            ? string.Create(CultureInfo.InvariantCulture, $"expected exactly {declared.Count} parameters, not {count}")
            : count > declared.Count
            ? string.Create(CultureInfo.InvariantCulture, $"too many arguments, want at most {declared.Count}")
            : null;
        for (int i = 0; i < declared.Count && problem is null; i++)
        {
            problem = ReadOne(declared[i], i, i < count ? list[i] : default, ref values[i]);
        }

        call = new RpcCall(values);
        return problem is null ? null : Refuse(method, problem);
    }

    private static string? ReadOne(RpcParameter parameter, int index, JsonElement element, ref object? value)
    {
        if (element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return parameter.IsRequired
                ? string.Create(CultureInfo.InvariantCulture, $"missing value for required argument {index} ({parameter.Name})")
                : null;
        }

        RpcReading reading = parameter.Kind.Read(element);
        value = reading.Value;
        return value is not null
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"invalid argument {index} ({parameter.Name}): {reading.Problem ?? "expected " + parameter.Kind.Expected}");
    }

    private static RpcError Refuse(RpcMethod method, string problem) => method.Lane == RpcLane.Fisco
        ? RpcError.InvalidParams("INVALID_PARAMS: Invalid method parameters (invalid name and/or type) recognised") with { Data = problem }
        : RpcError.InvalidParams(problem);
}
