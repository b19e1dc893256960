using Ledger.Api.Groups;
using Ledger.Crypto;

namespace Ledger.Api.Composition;

/// <summary>Puts the running node together: store, network, pool, execution and consensus.</summary>
public static class NodeComposition
{
    /// <summary>Adds the node with its groups. <see cref="OpenNodeAsync"/> opens it before the first one is served.</summary>
    public static WebApplicationBuilder AddLedgerNode(this WebApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(CryptoSuites.Secp256k1);
        services.AddSingleton<NodeHost>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeHost>());
        services.AddSingleton<IGroups>(provider => Host(provider).Groups);
        services.AddSingleton<IGroupControl>(provider => Host(provider).Groups);
        services.AddSingleton(provider => Host(provider).Admin);
        return builder;
    }

    /// <summary>Opens the node.</summary>
    /// <returns><see langword="null"/>, or in one sentence what hinders it and what to do.</returns>
    public static async Task<string?> OpenNodeAsync(this WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await Host(app.Services).OpenAsync(cancellation);
            return null;
        }
        catch (Exception error) when (NodeFault.IsKnown(error))
        {
            return error.GetBaseException().Message;
        }
    }

    private static NodeHost Host(IServiceProvider provider) => provider.GetRequiredService<NodeHost>();
}
