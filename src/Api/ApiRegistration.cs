using Ledger.Api.Health;
using Ledger.Api.JsonRpc;
using Ledger.Api.JsonRpc.Ethereum;
using Ledger.Api.JsonRpc.Fisco;
using Ledger.Api.Rest;
using Ledger.Api.Telemetry;

namespace Ledger.Api;

/// <summary>Adds the surfaces to a host.</summary>
public static class ApiRegistration
{
    private const string Cors = "ledger";

    /// <summary>Adds JSON-RPC, REST with its OpenAPI document, health and metrics. Needs the node's groups and a <c>NodeOptions</c>.</summary>
    /// <param name="services">The container.</param>
    /// <param name="corsOrigins">Origins whose pages may call the node; <c>*</c> allows any.</param>
    public static IServiceCollection AddLedgerApi(this IServiceCollection services, IReadOnlyList<string> corsOrigins)
    {
        services.AddCors(cors => cors.AddPolicy(Cors, policy =>
            policy.WithOrigins([.. corsOrigins]).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders("Location")));
        services.AddSingleton<MetricsCollector>();
        services.AddHostedService(provider => provider.GetRequiredService<MetricsCollector>());
        services.AddLedgerCompression();
        services.AddSingleton<RpcDoor>();
        services.AddSingleton<RpcEndpoint>();
        services.AddLedgerRest();
        return services;
    }

    /// <summary>Maps every endpoint.</summary>
    public static WebApplication MapLedgerApi(this WebApplication app)
    {
        RpcEndpoint rpc = app.Services.GetRequiredService<RpcEndpoint>();
        app.UseResponseCompression();
        app.Use(next => context => RpcEndpoint.Serves(context.Request) && context.Request.Headers.Origin.Count == 0
            ? rpc.AnswerAsync(context) : next(context));
        app.UseCors(Cors);
        app.Use(next => context => RpcEndpoint.Serves(context.Request) ? rpc.AnswerAsync(context) : next(context));
        app.UseMiddleware<FailureMiddleware>();
        app.UseStatusCodePages(context => RestProblem.Create(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
        // Routing comes here and not first, where the host would put it: JSON-RPC above needs none.
        app.UseRouting();
        RpcEndpoint.MapOtherMethods(app);
        app.MapLedgerRest();
        app.MapLedgerHealth();
        app.MapLedgerMetrics();
        return app;
    }

    /// <summary>Adds the JSON-RPC methods of one group to its container, which holds its use cases.</summary>
    internal static IServiceCollection AddGroupMethods(this IServiceCollection services)
    {
        services.AddSingleton<IRpcMethods, EthereumChainMethods>();
        services.AddSingleton<IRpcMethods, EthereumBlockMethods>();
        services.AddSingleton<IRpcMethods, EthereumTransactionMethods>();
        services.AddSingleton<IRpcMethods, EthereumStateMethods>();
        services.AddSingleton<IRpcMethods, EthereumCallMethods>();
        services.AddSingleton<IRpcMethods, EthereumFeeMethods>();
        services.AddSingleton<IRpcMethods, EthereumLogMethods>();
        services.AddSingleton<IRpcMethods, EthereumTraceMethods>();
        services.AddSingleton<IRpcMethods, FiscoStatusMethods>();
        services.AddSingleton<IRpcMethods, FiscoBlockMethods>();
        services.AddSingleton<IRpcMethods, FiscoTransactionMethods>();
        services.AddSingleton<IRpcMethods, FiscoCallMethods>();
        services.AddSingleton<FiscoSubmission>();
        return services;
    }
}
