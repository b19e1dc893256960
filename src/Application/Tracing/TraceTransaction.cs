using FluentValidation;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Node.Tracing;

namespace Ledger.Application.Tracing;

/// <summary>Replays a final transaction on the state that it met, and traces it. The answer is the trace as JSON in UTF-8.</summary>
/// <param name="Hash">The transaction's hash.</param>
/// <param name="Settings">What to trace.</param>
public sealed record TraceTransaction(Hash256 Hash, TraceSettings Settings) : IQuery<ReadOnlyMemory<byte>>;

internal sealed class TraceTransactionValidator : AbstractValidator<TraceTransaction>
{
    public TraceTransactionValidator(IValidator<TraceSettings> settings) =>
        RuleFor(query => query.Settings).SetValidator(settings);
}

internal sealed class TraceTransactionHandler(
    ITransactionReadModel transactions, CommittedBlocks blocks, IBlockReplayer replayer, TraceRunner runner, KeptHistory kept)
    : IQueryHandler<TraceTransaction, ReadOnlyMemory<byte>>
{
    public async Task<Outcome<ReadOnlyMemory<byte>>> Handle(TraceTransaction request, CancellationToken cancellationToken)
    {
        StoredTransaction? stored = await transactions.FindAsync(request.Hash, cancellationToken);
        if (stored is null)
        {
            return kept.Hash("transaction", request.Hash)
                ?? new LedgerError(ErrorCodes.TransactionNotFound, $"no block of this node holds {request.Hash}; only final transactions are traced");
        }

        Outcome<Block> found = await blocks.ReadAsync(new BlockReference.ByNumber(stored.BlockNumber), cancellationToken);
        if (!found.TryGet(out Block? block, out LedgerError? error))
        {
            return error;
        }

        Outcome<IReadOnlyList<ReadOnlyMemory<byte>>> traces = await runner.RunAsync(
            request.Settings, run => replayer.ReplayAsync(block, stored.Index, run, cancellationToken), cancellationToken);
        return traces.TryGet(out IReadOnlyList<ReadOnlyMemory<byte>>? json, out error) ? json[0] : error;
    }
}
