using Ledger.Consensus.Epochs;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Epochs;

/// <summary>The epochs that this node knows: those of the heights up to an activation delay above its last executed block. Thread-safe;
/// execution adds, everyone reads.</summary>
public sealed class EpochBook
{
    private readonly Turnstile _known = new();
    private volatile Pages _pages;

    /// <summary>Begins with the epochs known at the last stored block.</summary>
    /// <param name="epochs">The epochs, ascending, without a gap.</param>
    /// <param name="knownThrough">The last height whose epoch is among them.</param>
    public EpochBook(IReadOnlyList<Epoch> epochs, long knownThrough) => _pages = new Pages([.. epochs], knownThrough);

    /// <summary>The last epoch that is known, in effect or not.</summary>
    public Epoch Newest => _pages.Epochs[^1];

    /// <summary>The known epochs from that of a height on.</summary>
    public IReadOnlyList<Epoch> From(long number)
    {
        Epoch[] epochs = _pages.Epochs;
        int index = Array.FindLastIndex(epochs, epoch => epoch.First <= number);
        return epochs[Math.Max(index, 0)..];
    }

    /// <summary>The epoch of a height, or <see langword="null"/> when it is not decided here yet.</summary>
    public Epoch? Find(long number)
    {
        Pages pages = _pages;
        return number > pages.KnownThrough ? null : Array.FindLast(pages.Epochs, epoch => epoch.First <= number);
    }

    /// <summary>The epoch of a height that this node may work at.</summary>
    /// <exception cref="InvalidOperationException">It is not decided here yet.</exception>
    public Epoch At(long number) => Find(number) ?? throw new InvalidOperationException(
        $"The epoch of height {number} is not decided yet: this node has executed too little.");

    /// <summary>Completes when the epoch of a height is known.</summary>
    public Task WaitForAsync(long number, CancellationToken cancellation) =>
        _known.PassAsync(() => number <= _pages.KnownThrough, cancellation);

    /// <summary>Whether a height begins an epoch, as far as known.</summary>
    public bool IsFirst(long number) => Array.Exists(_pages.Epochs, epoch => epoch.First == number);

    /// <summary>Whether a node is a sealer or observer of the newest known epochs: of one that runs or of one that follows.</summary>
    /// <param name="node">The node.</param>
    /// <param name="number">The last stored height.</param>
    public bool IsMember(in NodeId node, long number)
    {
        // Asked for each message of a peer.
        Epoch[] epochs = _pages.Epochs;
        for (int i = epochs.Length - 1; i >= 0; i--)
        {
            if (epochs[i].Parameters.IsMember(node))
            {
                return true;
            }

            if (epochs[i].First <= number + 1)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Notes that the epoch of one more height is known.</summary>
    /// <param name="number">The height.</param>
    /// <param name="begins">The epoch that begins there, if one does.</param>
    public void Add(long number, Epoch? begins)
    {
        Pages pages = _pages;
        if (number > pages.KnownThrough)
        {
            _pages = new Pages(begins is null ? pages.Epochs : [.. Kept(pages.Epochs), begins], number);
            _known.WakeAll();
        }
    }

    // Those of heights that are being worked at, and those before them that late questions are about.
    private const int KeptMax = 32;

    private static Epoch[] Kept(Epoch[] epochs) => epochs[Math.Max(0, epochs.Length - KeptMax)..];

    private sealed record Pages(Epoch[] Epochs, long KnownThrough);
}
