using System.Runtime.InteropServices;
using System.Text.Json;
using Ledger.Api.JsonRpc.Parameters;

namespace Ledger.Api.JsonRpc;

/// <summary>One request of a body, checked against JSON-RPC 2.0, with the row of its method and its arguments.</summary>
internal sealed class RpcRequest
{
    private JsonElement _id;

    /// <summary>Whether the caller wants an answer; a request without id is a notification (JSON-RPC 2.0, section 4.1).</summary>
    public bool HasId { get; private set; }

    /// <summary>The method's row; <see langword="null"/> when there is none.</summary>
    public RpcMethod? Method { get; private set; }

    public RpcCall Call { get; private set; }

    /// <summary>What is wrong with the request itself; such requests are answered even without id.</summary>
    public RpcError? Error { get; private set; }

    public static RpcRequest Read(JsonElement element, RpcMethodTable table)
    {
        var request = new RpcRequest();
        request.Error = request.Fill(element, table);
        return request;
    }

    /// <summary>Writes the caller's id as it came, or null.</summary>
    public void WriteId(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("id"u8);
        if (HasId && _id.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(_id), skipInputValidation: true);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private RpcError? Fill(JsonElement element, RpcMethodTable table)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return RpcError.InvalidRequest("a request must be a JSON object");
        }

        if (element.TryGetProperty("id"u8, out JsonElement id))
        {
            if (id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null))
            {
                return RpcError.InvalidRequest("id must be a number, a string or null");
            }

            HasId = true;
            _id = id;
        }

        if (!element.TryGetProperty("jsonrpc"u8, out JsonElement version)
            || version.ValueKind != JsonValueKind.String
            || !version.ValueEquals("2.0"u8))
        {
            return RpcError.InvalidRequest("jsonrpc must be \"2.0\"");
        }

        return element.TryGetProperty("method"u8, out JsonElement method) && RpcText.TryGet(method, out string? name)
            ? FillMethod(name, element, table)
            : RpcError.InvalidRequest("method must be a string");
    }

    private RpcError? FillMethod(string name, JsonElement element, RpcMethodTable table)
    {
        Method = table.Find(name);
        if (Method is null)
        {
            return table.Missing(name);
        }

        if (!HasId && Method.Lane == RpcLane.Fisco)
        {
            return new RpcError(-32604, "PROCEDURE_IS_METHOD: The requested notification is declared as a method");
        }

        JsonElement? parameters = element.TryGetProperty("params"u8, out JsonElement list) ? list : null;
        RpcError? error = RpcArguments.TryRead(Method, parameters, out RpcCall call);
        Call = call;
        RpcMethod method = Method;
        error ??= table.Route(ref method, call);
        Method = method;
        return error;
    }
}
