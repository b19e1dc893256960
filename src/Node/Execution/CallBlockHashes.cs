using Ledger.Domain.Primitives;
using Ledger.Node.Ports;

namespace Ledger.Node.Execution;

/// <summary>The block hashes that a call can ask for; read from the store only when it does.</summary>
internal sealed class CallBlockHashes(ILedgerStore store, long atBlock)
{
    private IReadOnlyList<Hash256>? _hashes;

    /// <summary>Whether the call asked and the hashes are not in memory.</summary>
    public bool AreMissing { get; private set; }

    public Hash256 Get(long number)
    {
        if (_hashes is null)
        {
            AreMissing = true;
            return default;
        }

        long place = number - (atBlock - _hashes.Count + 1);
        return place >= 0 && place < _hashes.Count ? _hashes[(int)place] : default;
    }

    public async Task LoadAsync(CancellationToken cancellation)
    {
        _hashes = await store.ReadBlockHashesAsync(atBlock, RecentHashes.Depth, cancellation);
        AreMissing = false;
    }
}
