using Ledger.Domain.Primitives;

namespace Ledger.Node.Pool;

/// <summary>The next nonces of senders in executed blocks that the store may not hold yet.</summary>
internal sealed class SenderNonces
{
    private readonly Dictionary<Address, (ulong Nonce, long Number)> _nonces = [];
    private readonly Queue<(Address Address, long Number)> _order = new();

    public ulong Get(in Address address) =>
        _nonces.TryGetValue(address, out (ulong Nonce, long Number) known) ? known.Nonce : 0;

    public void Set(in Address address, ulong nonce, long number)
    {
        _nonces[address] = (nonce, number);
        _order.Enqueue((address, number));
    }

    /// <summary>Forgets those of blocks that the store holds.</summary>
    public void OnCommitted(long number)
    {
        while (_order.TryPeek(out (Address Address, long Number) oldest) && oldest.Number <= number)
        {
            _order.Dequeue();
            if (_nonces.TryGetValue(oldest.Address, out (ulong Nonce, long Number) known) && known.Number <= number)
            {
                _nonces.Remove(oldest.Address);
            }
        }
    }
}
