using System.Threading.Channels;
using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Loop;
using Ledger.Node.Pool;
using Ledger.Node.Ports;

namespace Ledger.Node.Execution;

/// <summary>Owns execution: decided orders and synced blocks go in, executed blocks are kept until a quorum signed them, final ones go to
/// the committer. One task runs it, so blocks are executed one at a time and in order.</summary>
/// <param name="executor">Runs blocks.</param>
/// <param name="committer">Takes final blocks.</param>
/// <param name="pool">Learns what was executed.</param>
/// <param name="inbox">Where outcomes go.</param>
/// <param name="state">Where a broken invariant stops the group.</param>
public sealed class BlockPipeline(
    BlockExecutor executor, BlockCommitter committer, TransactionPool pool, Inbox inbox, ChainState state)
{
    /// <summary>How many executed headers are remembered, for consensus that asks again.</summary>
    private const int HeadersKept = 64;

    // Unbounded, because the node loop must never wait for execution (it would close a circle: loop, pipeline, committer, inbox).
    // What is in it is bounded by the consensus window and by the blocks that sync may have in flight.
    private readonly Channel<PipelineWork> _work = Channel.CreateUnbounded<PipelineWork>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly Dictionary<long, ExecutedBlock> _unfinished = [];
    private readonly Dictionary<long, ExecutedHeader> _executed = [];
    private long _finalized = executor.Number;
    private long _executedNumber = executor.Number;

    /// <summary>The last executed height.</summary>
    public long ExecutedNumber => Volatile.Read(ref _executedNumber);

    /// <summary>The last height that was handed to the committer.</summary>
    public long FinalizedNumber => Volatile.Read(ref _finalized);

    /// <summary>Asks to execute a decided order.</summary>
    public void Execute(Proposal proposal, in Hash256 digest, IReadOnlyList<VerifiedTransaction> bodies) =>
        _work.Writer.TryWrite(new PipelineWork.Execute(proposal, digest, bodies));

    /// <summary>Says that a quorum signed an executed block.</summary>
    public void FinalizeBlock(long number, in Hash256 blockHash, BlockCertificate certificate) =>
        _work.Writer.TryWrite(new PipelineWork.Finalize(number, blockHash, certificate));

    /// <summary>Hands in a certified block of a peer whose certificate was checked.</summary>
    public void Import(CertifiedBlock block, in Hash256 blockHash, IReadOnlyList<VerifiedTransaction> bodies) =>
        _work.Writer.TryWrite(new PipelineWork.Import(block, blockHash, bodies));

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        // Not ReadAllAsync, which goes on wherever the writer left it: every step of a node runs where the node was started.
        while (await _work.Reader.WaitToReadAsync(cancellation))
        {
            while (_work.Reader.TryRead(out PipelineWork? work))
            {
                executor.OnCommitted(committer.CommittedNumber);
                await DoAsync(work, cancellation);
            }
        }
    }

    private Task DoAsync(PipelineWork work, CancellationToken cancellation) => work switch
    {
        PipelineWork.Execute execute => ExecuteAsync(execute, cancellation),
        PipelineWork.Finalize finalize => FinalizeAsync(finalize, cancellation),
        PipelineWork.Import import => ImportAsync(import, cancellation),
        _ => throw new InvalidOperationException($"{work.GetType().Name} is no work of the pipeline."),
    };

    private async Task ExecuteAsync(PipelineWork.Execute work, CancellationToken cancellation)
    {
        long number = work.Proposal.Number;
        if (number == executor.Number + 1)
        {
            await RunBlockAsync(
                new OrderedBlock(number, work.Proposal.Timestamp, work.Proposal.Sealer, work.Bodies)
                {
                    Draw = work.Proposal.Draw,
                },
                cancellation);
        }

        // A height that sync executed in the meantime answers with the hash that it had there.
        if (_executed.TryGetValue(number, out ExecutedHeader? executed))
        {
            await inbox.WriteAsync(
                new ConsensusInput.Executed(number, work.Digest, executed.Hash, executed.Header), cancellation);
        }
    }

    private async Task FinalizeAsync(PipelineWork.Finalize work, CancellationToken cancellation)
    {
        if (work.Number <= _finalized)
        {
            return;
        }

        if (work.Number == _finalized + 1 && _unfinished.TryGetValue(work.Number, out ExecutedBlock? executed))
        {
            await CommitAsync(executed, work.BlockHash, work.Certificate, cancellation);
            return;
        }

        state.Halt(
            $"Block {work.Number} was declared final, but this node has executed {executor.Number} and finished {_finalized}.");
    }

    private async Task ImportAsync(PipelineWork.Import work, CancellationToken cancellation)
    {
        BlockHeader header = work.Block.Header;
        if (header.Number != _finalized + 1)
        {
            return;
        }

        if (header.Number == executor.Number + 1)
        {
            await RunBlockAsync(
                new OrderedBlock(header.Number, header.Timestamp, header.Sealer, work.Bodies)
                {
                    Draw = GroupIdentity.DrawIn(header),
                },
                cancellation);
        }

        await CommitAsync(_unfinished[header.Number], work.BlockHash, work.Block.Certificate, cancellation);
    }

    private async Task RunBlockAsync(OrderedBlock ordered, CancellationToken cancellation)
    {
        ExecutedBlock executed = await executor.ExecuteAsync(ordered, cancellation);
        pool.OnExecuted(executed);
        if (executed.Begins is Epoch epoch)
        {
            await inbox.WriteAsync(new ConsensusInput.EpochDecided(epoch), cancellation);
        }

        _unfinished[ordered.Number] = executed;
        _executed[ordered.Number] = new ExecutedHeader(executed.Block.Hash, executed.Block.Header);
        _executed.Remove(ordered.Number - HeadersKept);
        Volatile.Write(ref _executedNumber, ordered.Number);
    }

    private async Task CommitAsync(
        ExecutedBlock executed, Hash256 certified, BlockCertificate certificate, CancellationToken cancellation)
    {
        if (executed.Block.Hash != certified)
        {
            state.Halt(
                $"Block {executed.Block.Number}: this node computed {executed.Block.Hash}, a quorum signed {certified}. "
                + "Its state differs from the others'; compare versions, then rebuild this node from its peers.");
            return;
        }

        _unfinished.Remove(executed.Block.Number);
        Volatile.Write(ref _finalized, executed.Block.Number);
        await committer.AddAsync(new FinalBlock(executed.Block, certificate, executed.Writes) { DecidesEpoch = executed.Begins is not null },
            cancellation);
    }

    private sealed record ExecutedHeader(Hash256 Hash, BlockHeader Header);
}
