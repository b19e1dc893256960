using FluentValidation;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Domain.Blocks;
using Ledger.Node.Tracing;

namespace Ledger.Application.Tracing;

/// <summary>Replays a block and traces every transaction of it.</summary>
/// <param name="Block">The block.</param>
/// <param name="Settings">What to trace.</param>
public sealed record TraceBlock(BlockReference Block, TraceSettings Settings) : IQuery<IReadOnlyList<TransactionTrace>>;

internal sealed class TraceBlockValidator : AbstractValidator<TraceBlock>
{
    public TraceBlockValidator(IValidator<TraceSettings> settings) =>
        RuleFor(query => query.Settings).SetValidator(settings);
}

internal sealed class TraceBlockHandler(CommittedBlocks blocks, IBlockReplayer replayer, TraceRunner runner)
    : IQueryHandler<TraceBlock, IReadOnlyList<TransactionTrace>>
{
    public async Task<Outcome<IReadOnlyList<TransactionTrace>>> Handle(TraceBlock request, CancellationToken cancellationToken)
    {
        Outcome<Block> found = await blocks.ReadAsync(request.Block, cancellationToken);
        if (!found.TryGet(out Block? block, out LedgerError? error))
        {
            return error;
        }

        Outcome<IReadOnlyList<ReadOnlyMemory<byte>>> traces = await runner.RunAsync(
            request.Settings, run => replayer.ReplayAsync(block, null, run, cancellationToken), cancellationToken);
        return traces.TryGet(out IReadOnlyList<ReadOnlyMemory<byte>>? json, out error)
            ? Outcome<IReadOnlyList<TransactionTrace>>.Success(
                [.. json.Select((trace, i) => new TransactionTrace(block.Transactions[i].Hash, trace))])
            : error;
    }
}
