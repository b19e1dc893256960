using Ledger.Domain.Primitives;

namespace Ledger.Node.Execution;

/// <summary>The random nonces of FISCO transactions in the last blocks: a nonce may not come twice within the window, and a
/// block limit reaches no further than it, so no transaction runs twice.</summary>
/// <remarks>Written by the executor alone; read by it and by the intake, so guarded by its own lock.</remarks>
public sealed class FiscoNonceWindow
{
    private readonly Lock _gate = new();
    private readonly HashSet<UInt256> _nonces = [];
    private readonly Queue<(long Number, UInt256 Nonce)> _order = new();
    private readonly int _blocks;

    /// <summary>Begins empty.</summary>
    /// <param name="blocks">How many blocks the window spans.</param>
    public FiscoNonceWindow(int blocks) => _blocks = blocks;

    /// <summary>Whether a nonce was used within the window.</summary>
    public bool Contains(in UInt256 nonce)
    {
        lock (_gate)
        {
            return _nonces.Contains(nonce);
        }
    }

    /// <summary>Adds the nonces of an executed block and forgets those that the window leaves behind.</summary>
    public void Add(long number, IEnumerable<UInt256> nonces)
    {
        lock (_gate)
        {
            foreach (UInt256 nonce in nonces)
            {
                if (_nonces.Add(nonce))
                {
                    _order.Enqueue((number, nonce));
                }
            }

            while (_order.TryPeek(out (long Number, UInt256 Nonce) oldest) && oldest.Number <= number - _blocks)
            {
                _order.Dequeue();
                _nonces.Remove(oldest.Nonce);
            }
        }
    }
}
