using Ledger.Api.JsonRpc;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ledger.Api.Configuration;

/// <summary>What one HTTP client, and all of them together, may cost the node.</summary>
public static class HttpLimits
{
    /// <summary>The longest body in bytes; a little above what JSON-RPC takes, so that its own clear answer comes first.</summary>
    public const int BodyBytesMax = RpcLimits.BodyBytesMax + (64 * 1024);

    /// <summary>The most open connections.</summary>
    public const int ConnectionsMax = 4096;

    /// <summary>All headers of a request together, in bytes.</summary>
    public const int HeadersBytesMax = 32 * 1024;

    /// <summary>The most headers of a request.</summary>
    public const int HeadersMax = 100;

    /// <summary>How long an idle connection is kept.</summary>
    public static TimeSpan KeepAlive { get; } = TimeSpan.FromSeconds(130);

    /// <summary>How long a client may take to send its headers.</summary>
    public static TimeSpan HeadersTimeout { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Sets the limits of the server.</summary>
    public static void Apply(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = BodyBytesMax;
        server.Limits.MaxConcurrentConnections = ConnectionsMax;
        server.Limits.MaxRequestHeadersTotalSize = HeadersBytesMax;
        server.Limits.MaxRequestHeaderCount = HeadersMax;
        server.Limits.KeepAliveTimeout = KeepAlive;
        server.Limits.RequestHeadersTimeout = HeadersTimeout;
    }
}
