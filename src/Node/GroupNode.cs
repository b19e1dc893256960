using Ledger.Domain.Events;
using Ledger.Node.Execution;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node.Reads;
using Ledger.Node.Tracing;
using Microsoft.Extensions.Logging;

namespace Ledger.Node;

/// <summary>One group's running replica: every part that works by itself, started and stopped together.</summary>
/// <remarks>Made by <see cref="GroupNodeBuilder"/>.</remarks>
public sealed class GroupNode : IDisposable
{
    private readonly GroupNodeParts _parts;
    private readonly IReadOnlyList<ConsensusEvent> _journal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal GroupNode(
        GroupNodeParts parts, IReadOnlyList<ConsensusEvent> journal, TimeProvider time, ILogger logger)
    {
        _time = time;
        _parts = parts;
        _journal = journal;
        _logger = logger;
    }

    /// <summary>What this node knows of its group.</summary>
    public IChainStatus Status => _parts.State;

    /// <summary>The door for clients' transactions.</summary>
    public ITransactionIntake Intake => _parts.Intake;

    /// <summary>Pending transactions.</summary>
    public IPoolReader Pool => _parts.Pool;

    /// <summary>Calls and state reads.</summary>
    public IContractCaller Caller => _parts.Caller;

    /// <summary>Replays of past transactions.</summary>
    public IBlockReplayer Replayer => _parts.Replayer;

    /// <summary>Reads that see every acknowledged write.</summary>
    public ILinearizableReads Reads => _parts.Reads;

    /// <summary>The door for peers.</summary>
    public IPeerHandler Peers => _parts.Gateway;

    /// <summary>Works until cancelled, or until a broken invariant stops the group on this node.</summary>
    /// <remarks>A stopped group still answers reads; <see cref="IChainStatus.HaltReason"/> says why it stopped.</remarks>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _parts.State.Halted);
        Task[] running =
        [
            GuardAsync("the consensus loop", _parts.Loop.RunAsync(_journal, stop.Token)),
            GuardAsync("execution", _parts.Pipeline.RunAsync(stop.Token)),
            GuardAsync("the committer", _parts.Committer.RunAsync(stop.Token)),
            GuardAsync("sync", _parts.Sync.RunAsync(stop.Token)),
            GuardAsync("snapshots", _parts.Snapshots.RunAsync(_time, stop.Token)),
            GuardAsync("the beat", _parts.Beat.RunAsync(stop.Token)),
            GuardAsync("gossip", _parts.Gossip.RunOutgoingAsync(stop.Token)),
            GuardAsync("gossip intake", _parts.Gossip.RunIncomingAsync(_parts.Intake, stop.Token)),
        ];
        Task remembering = _parts.Memory is null
            ? Task.CompletedTask
            : GuardAsync("the memory check", _parts.Memory.RunAsync(stop.Token));
        await Task.WhenAll([.. running, remembering]);
        if (_parts.State.HaltReason is string reason)
        {
            _logger.GroupHalted(reason);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _parts.Timers.Dispose();
        _parts.State.Dispose();
    }

    private async Task GuardAsync(string part, Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException)
        {
            // Stopping is the caller's wish, or another part's halt.
        }
        catch (Exception error)
        {
            _logger.PartFailed(part, error);
            _parts.State.Halt($"{part} failed: {error.Message}");
        }
    }
}
