using FluentValidation;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Node;

namespace Ledger.Application.Blocks;

/// <summary>Lists blocks, newest first.</summary>
/// <param name="FromNumber">The first to list; <see langword="null"/> is the last committed one.</param>
/// <param name="Count">The most to return, at most <see cref="PageLimits.ItemsMax"/>.</param>
public sealed record ListBlocks(long? FromNumber, int Count) : IQuery<IReadOnlyList<StoredBlock>>;

internal sealed class ListBlocksValidator : AbstractValidator<ListBlocks>
{
    public ListBlocksValidator()
    {
        RuleFor(query => query.Count).IsPageSize();
        RuleFor(query => query.FromNumber).Must(number => number is null or >= 0)
            .WithMessage("A block number is 0 or more.");
    }
}

internal sealed class ListBlocksHandler(IBlockReadModel blocks, IChainStatus chain, KeptHistory kept)
    : IQueryHandler<ListBlocks, IReadOnlyList<StoredBlock>>
{
    public async Task<Outcome<IReadOnlyList<StoredBlock>>> Handle(
        ListBlocks request, CancellationToken cancellationToken)
    {
        long head = chain.Head.Number;
        long from = Math.Min(request.FromNumber ?? head, head);
        if (kept.Block(from) is LedgerError below)
        {
            return below;
        }

        // Of a list that runs down past what is kept the part above is given; its next page says why it ends.
        IReadOnlyList<StoredBlock> found = await blocks.ListDownAsync(from, request.Count, cancellationToken);
        return Outcome<IReadOnlyList<StoredBlock>>.Success(
            from < kept.Base ? found : [.. found.Where(block => block.Header.Number >= kept.Base)]);
    }
}
