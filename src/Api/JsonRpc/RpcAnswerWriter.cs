using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Api.JsonRpc;

/// <summary>Writes answers one after the other; an answer that fails half-way is replaced by an error, so the body stays JSON.</summary>
internal sealed class RpcAnswerWriter(PooledBuffer output, ILogger logger) : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Utf8JsonWriter _writer = new(output, Options);

    public int WrittenBytes => output.WrittenCount;

    public void Write(RpcRequest? request, RpcResult result)
    {
        int start = output.WrittenCount;
        try
        {
            WriteOne(request, result);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The top of one call: whatever a shape could not write must not take the other answers of the batch with it.
            logger.RpcCallFailed(request?.Method?.Name ?? "unknown", failure);
            output.Truncate(start);
            WriteOne(request, RpcError.Internal());
        }
    }

    public void Dispose() => _writer.Dispose();

    private void WriteOne(RpcRequest? request, RpcResult result)
    {
        _writer.Reset(output);
        _writer.WriteStartObject();
        if (result.Error is RpcError error)
        {
            // FISCO BCOS sorts its keys; the order costs nothing and is kept for both lanes.
            WriteError(error);
            WriteEnvelope(request);
        }
        else
        {
            WriteEnvelope(request);
            _writer.WritePropertyName("result"u8);
            result.WriteTo(_writer);
        }

        _writer.WriteEndObject();
        _writer.Flush();
    }

    private void WriteEnvelope(RpcRequest? request)
    {
        if (request is null)
        {
            _writer.WriteNull("id"u8);
        }
        else
        {
            request.WriteId(_writer);
        }

        _writer.WriteString("jsonrpc"u8, "2.0"u8);
    }

    private void WriteError(RpcError error)
    {
        _writer.WriteStartObject("error"u8);
        _writer.WriteNumber("code"u8, error.Code);
        if (error.Data is not null || error.HasNullData)
        {
            _writer.WriteString("data"u8, error.Data);
        }

        _writer.WriteString("message"u8, error.Message);
        _writer.WriteEndObject();
    }
}
