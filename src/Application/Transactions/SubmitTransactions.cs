using FluentValidation;
using Ledger.Application.Messaging;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;

namespace Ledger.Application.Transactions;

/// <summary>Submits signed transactions together, so that their signatures are recovered in parallel; answers keep the order.</summary>
/// <remarks>The transaction hash is the idempotency key: the same bytes submitted again are accepted again, with the same hash.</remarks>
/// <param name="Raws">Signed bytes, at most <see cref="CountMax"/>; the caller gives them away.</param>
public sealed record SubmitTransactions(IReadOnlyList<ReadOnlyMemory<byte>> Raws) : ICommand<IReadOnlyList<SubmitResult>>
{
    /// <summary>The most transactions of one command.</summary>
    public const int CountMax = 1000;
}

internal sealed class SubmitTransactionsValidator : AbstractValidator<SubmitTransactions>
{
    public SubmitTransactionsValidator()
    {
        RuleFor(command => command.Raws)
            .Must(raws => raws.Count is > 0 and <= SubmitTransactions.CountMax)
            .WithMessage($"Submit 1 to {SubmitTransactions.CountMax} transactions at once.")
            .Must(raws => raws.All(raw => raw.Length is > 0 and <= TransactionCodec.MaxSizeBytes))
            .WithMessage($"A raw transaction has 1 to {TransactionCodec.MaxSizeBytes} bytes.");
    }
}

internal sealed class SubmitTransactionsHandler(ITransactionIntake intake)
    : ICommandHandler<SubmitTransactions, IReadOnlyList<SubmitResult>>
{
    public async Task<Outcome<IReadOnlyList<SubmitResult>>> Handle(
        SubmitTransactions request, CancellationToken cancellationToken) =>
        Outcome<IReadOnlyList<SubmitResult>>.Success(await intake.SubmitAsync(request.Raws, cancellationToken));
}
