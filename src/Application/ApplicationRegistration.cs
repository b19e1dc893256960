using FluentValidation;
using Ledger.Application.Abis;
using Ledger.Application.Blocks;
using Ledger.Application.Contracts;
using Ledger.Application.Logs;
using Ledger.Application.Messaging;
using Ledger.Application.Tracing;
using Ledger.Application.Transactions;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ledger.Application;

/// <summary>Adds the use cases to a container.</summary>
public static class ApplicationRegistration
{
    /// <summary>Adds the dispatcher with every command, query and validator of this assembly.</summary>
    /// <remarks>The container must also hold the ports of <c>Application/Ports</c>, <c>IChainStatus</c>, <c>ITransactionIntake</c>,
    /// <c>IPoolReader</c>, <c>IContractCaller</c>, <c>IBlockReplayer</c>, <c>ILinearizableReads</c> and the chain's <c>CryptoSuite</c>. Everything is a thread-safe singleton.</remarks>
    public static IServiceCollection AddLedgerApplication(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<KeptHistory>();
        services.AddSingleton<BlockResolver>();
        services.AddSingleton<TransactionDecoder>();
        services.AddSingleton<AbiCatalog>();
        services.AddSingleton<RevertReader>();
        services.AddSingleton<ReceiptComposer>();
        services.AddSingleton<ReceiptReader>();
        services.AddSingleton<LogRange>();
        services.AddSingleton<CallLimits>();
        services.TryAddSingleton(new TraceLimits());
        services.AddSingleton<TraceRunner>();
        services.AddSingleton<CommittedBlocks>();
        services.AddSingleton<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddSingleton<IMediator>(provider => new Mediator(provider.GetRequiredService<ServiceFactory>()));
        services.AddSingleton<IDispatcher, MediatorDispatcher>();
        services.AddSingleton(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        AddClosing(services, typeof(IRequestHandler<,>));
        AddClosing(services, typeof(IValidator<>));
        return services;
    }

    // MediatR 5.1.0 ships no registration: this scan is what its container packages do.
    private static void AddClosing(IServiceCollection services, Type openInterface)
    {
        foreach (Type type in typeof(ApplicationRegistration).Assembly.GetTypes())
        {
            if (type is { IsAbstract: false, IsGenericTypeDefinition: false })
            {
                foreach (Type closed in type.GetInterfaces().Where(candidate =>
                    candidate.IsGenericType && candidate.GetGenericTypeDefinition() == openInterface))
                {
                    services.AddSingleton(closed, type);
                }
            }
        }
    }
}
