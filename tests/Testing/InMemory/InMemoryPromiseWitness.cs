using Ledger.Node.Ports;

namespace Ledger.Testing.InMemory;

/// <summary>A journal's witness in memory that outlives the node under test, and that can be lost.</summary>
public sealed class InMemoryPromiseWitness : IPromiseWitness
{
    private volatile Promises? _noted;

    /// <inheritdoc/>
    public string Place => "the test's memory";

    /// <summary>What was noted last; a test may set it back or lose it.</summary>
    public Promises? Noted
    {
        get => _noted;
        set => _noted = value;
    }

    /// <inheritdoc/>
    public Promises? Read() => _noted;

    /// <inheritdoc/>
    public void Note(Promises promises, bool isDurable) => _noted = promises;
}
