using Ledger.Application.Messaging;
using Ledger.Testing.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Application.Tests;

/// <summary>The use cases as the surfaces meet them: by the dispatcher of a real container over the in-memory node.</summary>
internal sealed class UseCases : IDisposable
{
    private readonly ServiceProvider _services;

    public UseCases(TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        if (time is not null)
        {
            services.AddSingleton(time);
        }

        _services = World.AddTo(services).BuildServiceProvider();
        Dispatcher = _services.GetRequiredService<IDispatcher>();
    }

    public KnownChain World { get; } = new();

    public IDispatcher Dispatcher { get; }

    public void Dispose() => _services.Dispose();
}
