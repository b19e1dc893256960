using System.Net;

namespace Ledger.Network.Sessions;

/// <summary>Counts accepted connections that have not shown who they are, in all and by address. Thread-safe.</summary>
internal sealed class UnknownConnections(PeerLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private int _all;

    /// <summary>Takes a place.</summary>
    /// <returns>The place, to be disposed of when the peer is known or gone; <see langword="null"/> when all are taken.</returns>
    public Place? TryEnter(IPAddress address)
    {
        lock (_gate)
        {
            int here = _byAddress.GetValueOrDefault(address);
            if (_all >= limits.UnknownConnectionsMax || here >= limits.UnknownConnectionsPerAddressMax)
            {
                return null;
            }

            _all++;
            _byAddress[address] = here + 1;
            return new Place(this, address);
        }
    }

    private void Leave(IPAddress address)
    {
        lock (_gate)
        {
            _all--;
            if (--_byAddress[address] == 0)
            {
                _byAddress.Remove(address);
            }
        }
    }

    /// <summary>One connection's place.</summary>
    internal sealed class Place(UnknownConnections owner, IPAddress address) : IDisposable
    {
        private int _left;

        /// <summary>Gives the place back, once.</summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                owner.Leave(address);
            }
        }
    }
}
