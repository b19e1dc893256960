using Ledger.Crypto;
using Npgsql;

namespace Ledger.Api.Composition;

/// <summary>Puts the running node together: store, network, pool, execution and consensus.</summary>
public static class NodeComposition
{
    /// <summary>Adds what the use cases ask for. <see cref="OpenNodeAsync"/> opens it before the first one is served.</summary>
    public static WebApplicationBuilder AddLedgerNode(this WebApplicationBuilder builder)
    {
        IServiceCollection services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(CryptoSuites.Secp256k1);
        services.AddSingleton<NodeHost>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeHost>());
        services.AddSingleton(provider => Host(provider).Node.Status);
        services.AddSingleton(provider => Host(provider).Node.Intake);
        services.AddSingleton(provider => Host(provider).Node.Pool);
        services.AddSingleton(provider => Host(provider).Node.Caller);
        services.AddSingleton(provider => Host(provider).Node.Replayer);
        services.AddSingleton(provider => Host(provider).Store.Blocks);
        services.AddSingleton(provider => Host(provider).Store.Transactions);
        services.AddSingleton(provider => Host(provider).Store.Logs);
        services.AddSingleton(provider => Host(provider).Store.Accounts);
        services.AddSingleton(provider => Host(provider).Store.Status);
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
        catch (Exception error) when (error is IOException or InvalidDataException or FormatException
            or ArgumentException or InvalidOperationException or NotSupportedException or NpgsqlException or TypeInitializationException
            or Node.Ports.StoreConflictException or Infrastructure.EmbeddedServer.EmbeddedClusterException
            or NativeLibraryMissingException)
        {
            return error.GetBaseException().Message;
        }
    }

    private static NodeHost Host(IServiceProvider provider) => provider.GetRequiredService<NodeHost>();
}
