using System.Buffers;
using System.IO.Pipelines;

namespace Ledger.Api.JsonRpc;

/// <summary>JSON-RPC over HTTP: POST to <c>/</c> or <c>/groups/{id}</c>. The answer is always HTTP 200, except 413 for a body that is too long.</summary>
/// <remarks>It answers before routing: a call is asked too often to be walked through what only the other surfaces need.</remarks>
internal sealed class RpcEndpoint(RpcDoor door)
{
    private const string Json = "application/json";
    private const string Groups = "/groups/";

    /// <summary>Whether a request is a JSON-RPC call.</summary>
    public static bool Serves(HttpRequest request) => HttpMethods.IsPost(request.Method) && TryGetGroup(request.Path, out _);

    /// <summary>Maps what else the paths of JSON-RPC answer.</summary>
    public static void MapOtherMethods(IEndpointRouteBuilder routes)
    {
        foreach (string path in (string[])["/", "/groups/{group}"])
        {
            routes.MapMethods(path, [HttpMethods.Options], Options).ExcludeFromDescription();
            routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Put, HttpMethods.Delete, HttpMethods.Patch], Refuse)
                .ExcludeFromDescription();
        }
    }

    /// <summary>Answers a request for which <see cref="Serves"/> holds.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        CancellationToken cancellation = context.RequestAborted;
        RpcEngine engine = EngineOf(context);
        using var output = new PooledBuffer();
        using PooledBuffer? body = await ReadBodyAsync(context.Request, cancellation);
        if (body is null)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            engine.Refuse(output, RpcError.InvalidRequest($"the body is longer than {RpcLimits.BodyBytesMax} bytes; send fewer requests at once"));
        }
        else
        {
            await engine.AnswerAsync(body.Written, output, cancellation);
        }

        await SendAsync(context.Response, output, cancellation);
    }

    private static async Task SendAsync(HttpResponse response, PooledBuffer output, CancellationToken cancellation)
    {
        if (output.WrittenCount == 0)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        output.WriteByte((byte)'\n');
        response.ContentType = Json;
        response.ContentLength = output.WrittenCount;
        await response.BodyWriter.WriteAsync(output.Written, cancellation);
    }

    /// <summary>The whole body; nothing when it is longer than the limit.</summary>
    private static async Task<PooledBuffer?> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > RpcLimits.BodyBytesMax)
        {
            return null;
        }

        var body = new PooledBuffer((int)(request.ContentLength ?? 4096) + 1);
        while (true)
        {
            ReadResult read = await request.BodyReader.ReadAsync(cancellation);
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
            {
                body.Write(segment.Span);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (body.WrittenCount > RpcLimits.BodyBytesMax)
            {
                body.Dispose();
                return null;
            }

            if (read.IsCompleted)
            {
                return body;
            }
        }
    }

    /// <summary>The group that a path names, empty for the path without one.</summary>
    /// <returns>Whether it is a path of JSON-RPC; as in routing, one slash at the end does not matter.</returns>
    private static bool TryGetGroup(PathString path, out ReadOnlySpan<char> group)
    {
        ReadOnlySpan<char> text = path.Value;
        group = default;
        if (text is "/" or "")
        {
            return true;
        }

        if (!text.StartsWith(Groups, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        group = text[Groups.Length..];
        group = group.EndsWith('/') ? group[..^1] : group;
        return !group.IsEmpty && !group.Contains('/');
    }

    /// <summary>The engine of the group that the path names. A caller who shows that it operates the node gets one that also manages it.</summary>
    private RpcEngine EngineOf(HttpContext context)
    {
        TryGetGroup(context.Request.Path, out ReadOnlySpan<char> group);
        return door.Open(context, group.IsEmpty ? null : group.ToString());
    }

    private static void Options(HttpResponse response)
    {
        response.Headers.Allow = "POST, OPTIONS";
        response.Headers.AccessControlAllowHeaders = "origin, content-type, accept";
        response.Headers["DAV"] = "1";
    }

    private static async Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "POST, OPTIONS";
        await context.Response.WriteAsync("Not allowed HTTP Method", context.RequestAborted);
    }
}
