using System.Collections.Immutable;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Domain.Abi;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Abis;

/// <summary>The registered interfaces, held in memory as far as decoding needs them. Reads take a moment's value and never wait;
/// changes come one at a time, each durable before it is seen.</summary>
internal sealed class AbiCatalog(IAbiRegistry registry, CryptoSuite suite) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1);
    private volatile Moment _now = new(ImmutableSortedDictionary<Address, AbiSummary>.Empty, new KnownErrors([], suite.Hash));
    private bool _isCurrent;

    /// <summary>What is registered, by address.</summary>
    public ImmutableSortedDictionary<Address, AbiSummary> All => _now.Abis;

    /// <summary>The custom error that a revert of the called contract begins with, as <see cref="KnownErrors.Find"/> chooses it.</summary>
    public AbiError? FindError(Address? called, FunctionSelector selector) => _now.Errors.Find(called, selector);

    /// <summary>Reads what is registered; until then nothing is known.</summary>
    public Task LoadAsync(CancellationToken cancellation) => ChangeAsync(() => Task.FromResult(true), cancellation);

    /// <summary>Registers an interface that was read already.</summary>
    /// <returns>What is registered now, or that there is no room for it.</returns>
    public Task<Outcome<AbiSummary>> RegisterAsync(
        Address address, string json, ContractAbi abi, CancellationToken cancellation) => ChangeAsync<Outcome<AbiSummary>>(
        async () =>
        {
            ImmutableSortedDictionary<Address, AbiSummary> others = All.Remove(address);
            long total = others.Values.Sum(other => (long)other.JsonCharacters) + json.Length;
            if (others.Count >= AbiRegistryLimits.ContractsMax || total > AbiRegistryLimits.TotalCharactersMax)
            {
                return new LedgerError(
                    ErrorCodes.AbiRegistryFull,
                    $"With this interface the group would have {others.Count + 1} of at most {AbiRegistryLimits.ContractsMax} interfaces, "
                    + $"and {total} of at most {AbiRegistryLimits.TotalCharactersMax} characters. Remove some that are not needed.");
            }

            DateTimeOffset time = await registry.RegisterAsync(address, json, cancellation);
            AbiSummary added = Summary(address, json, abi, time);
            Publish(others.Add(address, added));
            return added;
        },
        cancellation);

    /// <summary>Forgets an interface.</summary>
    /// <returns>Whether there was one.</returns>
    public Task<bool> RemoveAsync(Address address, CancellationToken cancellation) => ChangeAsync(
        async () =>
        {
            bool wasThere = await registry.RemoveAsync(address, cancellation);
            Publish(All.Remove(address));
            return wasThere;
        },
        cancellation);

    public void Dispose() => _changing.Dispose();

    // A change that failed may have happened, so the next one begins with what the store says.
    private async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            if (!_isCurrent)
            {
                Publish(Read(await registry.LoadAsync(cancellation)));
            }

            _isCurrent = false;
            T result = await change();
            _isCurrent = true;
            return result;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>An interface that an older version of the node took and this one does not stays in the store and is passed over.</summary>
    private ImmutableSortedDictionary<Address, AbiSummary> Read(IReadOnlyList<RegisteredAbi> registered)
    {
        ImmutableSortedDictionary<Address, AbiSummary>.Builder abis = ImmutableSortedDictionary.CreateBuilder<Address, AbiSummary>();
        foreach (RegisteredAbi one in registered)
        {
            if (ContractAbi.TryParse(one.Json, suite.Hash, out ContractAbi? abi, out _))
            {
                abis[one.Address] = Summary(one.Address, one.Json, abi, one.RegisteredAt);
            }
        }

        return abis.ToImmutable();
    }

    private void Publish(ImmutableSortedDictionary<Address, AbiSummary> abis) =>
        _now = new Moment(abis, new KnownErrors([.. abis.Values], suite.Hash));

    private static AbiSummary Summary(Address address, string json, ContractAbi abi, DateTimeOffset time) =>
        new(address, time, abi.Functions.Count, abi.Events.Count, abi.Errors) { JsonCharacters = json.Length };

    private sealed record Moment(ImmutableSortedDictionary<Address, AbiSummary> Abis, KnownErrors Errors);
}
