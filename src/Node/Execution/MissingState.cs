using Ledger.Domain.State;

namespace Ledger.Node.Execution;

/// <summary>The keys that a run asked for and that were not in memory.</summary>
/// <remarks>Reading the store waits and the EVM does not: a view answers nothing for such a key and notes it here; the caller
/// loads all of them in one round trip and runs again. Runs are pure, so the last one, without a miss, is the true one.</remarks>
internal sealed class MissingState
{
    private readonly HashSet<StateKey> _keys = [];

    public bool Any => _keys.Count > 0;

    public int Count => _keys.Count;

    public void Add(in StateKey key) => _keys.Add(key);

    /// <summary>Hands over the keys and forgets them.</summary>
    public StateKey[] Take()
    {
        StateKey[] keys = [.. _keys];
        _keys.Clear();
        return keys;
    }
}
