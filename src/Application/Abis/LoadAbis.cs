using Ledger.Application.Messaging;

namespace Ledger.Application.Abis;

/// <summary>Reads the registered interfaces into memory. The host sends it once, before the group serves; answers how many there are.</summary>
public sealed record LoadAbis : ICommand<int>;

internal sealed class LoadAbisHandler(AbiCatalog catalog) : ICommandHandler<LoadAbis, int>
{
    public async Task<Outcome<int>> Handle(LoadAbis request, CancellationToken cancellationToken)
    {
        await catalog.LoadAsync(cancellationToken);
        return catalog.All.Count;
    }
}
