using Ledger.Application.Ports;
using Ledger.Domain.Primitives;

namespace Ledger.Testing.InMemory;

/// <summary>The registry of interfaces as a dictionary that can fail before or after a change.</summary>
public sealed class InMemoryAbiRegistry : IAbiRegistry
{
    private readonly SortedDictionary<Address, RegisteredAbi> _abis = [];

    public static DateTimeOffset Time { get; } = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000);

    /// <summary>The next change is made, and then its answer is lost.</summary>
    public bool LosesNextAnswer { get; set; }

    public int Loads { get; private set; }

    public Task<IReadOnlyList<RegisteredAbi>> LoadAsync(CancellationToken cancellation)
    {
        Loads++;
        return Task.FromResult<IReadOnlyList<RegisteredAbi>>([.. _abis.Values]);
    }

    public Task<RegisteredAbi?> FindAsync(Address address, CancellationToken cancellation) =>
        Task.FromResult(_abis.GetValueOrDefault(address));

    public Task<DateTimeOffset> RegisterAsync(Address address, string json, CancellationToken cancellation)
    {
        _abis[address] = new RegisteredAbi(address, json, Time);
        LoseAnswer();
        return Task.FromResult(Time);
    }

    public Task<bool> RemoveAsync(Address address, CancellationToken cancellation)
    {
        bool wasThere = _abis.Remove(address);
        LoseAnswer();
        return Task.FromResult(wasThere);
    }

    private void LoseAnswer()
    {
        if (LosesNextAnswer)
        {
            LosesNextAnswer = false;
            throw new IOException("The answer is lost.");
        }
    }
}
