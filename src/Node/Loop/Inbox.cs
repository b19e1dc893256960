using System.Threading.Channels;
using Ledger.Consensus;

namespace Ledger.Node.Loop;

/// <summary>The one door to the node loop. Bounded: a writer waits when it is full, which holds back the peer that it serves.</summary>
public sealed class Inbox
{
    /// <summary>How many inputs may wait. Default 4,096.</summary>
    public const int Capacity = 4_096;

    private readonly Channel<ConsensusInput> _inputs = Channel.CreateBounded<ConsensusInput>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private int _transactionsSignalled;

    /// <summary>Adds an input.</summary>
    public ValueTask WriteAsync(ConsensusInput input, CancellationToken cancellation) =>
        _inputs.Writer.WriteAsync(input, cancellation);

    /// <summary>Adds an input unless the inbox is full.</summary>
    public bool TryWrite(ConsensusInput input) => _inputs.Writer.TryWrite(input);

    /// <summary>Says that the pool holds transactions; said again only after the loop has heard it.</summary>
    public void SignalTransactions()
    {
        if (Interlocked.Exchange(ref _transactionsSignalled, 1) == 0
            && !_inputs.Writer.TryWrite(new ConsensusInput.TransactionsAvailable()))
        {
            Volatile.Write(ref _transactionsSignalled, 0);
        }
    }

    /// <summary>Waits until there is an input.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _inputs.Reader.WaitToReadAsync(cancellation);

    /// <summary>Takes the next input, if there is one.</summary>
    public bool TryRead(out ConsensusInput? input)
    {
        bool read = _inputs.Reader.TryRead(out input);
        if (input is ConsensusInput.TransactionsAvailable)
        {
            Volatile.Write(ref _transactionsSignalled, 0);
        }

        return read;
    }
}
