using Ledger.Node.Ports;

namespace Ledger.Testing.InMemory;

/// <summary>A journal's witness in memory that outlives the node under test, and that can be lost.</summary>
public sealed class InMemoryPromiseWitness : IPromiseWitness
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Promises? _noted;

    /// <inheritdoc/>
    public string Place => "the test's memory";

    /// <summary>What was noted last; a test may set it back or lose it.</summary>
    public Promises? Noted
    {
        get => _noted;
        set => _noted = value;
    }

    /// <summary>Completes when something is noted first.</summary>
    public Task Written => _written.Task;

    /// <inheritdoc/>
    public Promises? Read() => _noted;

    /// <inheritdoc/>
    public void Note(Promises promises, bool isDurable)
    {
        _noted = promises;
        _written.TrySetResult();
    }
}
