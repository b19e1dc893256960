using FluentValidation;
using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Domain.Primitives;
using Ledger.Node;
using Ledger.Node.Pool;

namespace Ledger.Application.Transactions;

/// <summary>Waits until a transaction is final and gives its receipt, or says exactly what is known of it when the time is over.</summary>
/// <param name="Hash">The transaction's hash.</param>
/// <param name="Wait">How long; zero asks once. At most <see cref="WaitMax"/>.</param>
public sealed record WaitForReceipt(Hash256 Hash, TimeSpan Wait) : IQuery<ReceiptView>
{
    /// <summary>The longest wait.</summary>
    public static TimeSpan WaitMax { get; } = TimeSpan.FromSeconds(60);
}

internal sealed class WaitForReceiptValidator : AbstractValidator<WaitForReceipt>
{
    public WaitForReceiptValidator() => RuleFor(query => query.Wait)
        .InclusiveBetween(TimeSpan.Zero, WaitForReceipt.WaitMax)
        .WithMessage($"A wait is 0 to {WaitForReceipt.WaitMax.TotalSeconds} seconds.");
}

internal sealed class WaitForReceiptHandler(
    ReceiptReader receipts, IChainStatus chain, IPoolReader pool, TimeProvider time, KeptHistory kept)
    : IQueryHandler<WaitForReceipt, ReceiptView>
{
    public async Task<Outcome<ReceiptView>> Handle(WaitForReceipt request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(request.Wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        while (true)
        {
            // The height is read before the receipt, so a block between the two wakes the wait at once.
            long number = chain.Head.Number;
            ReceiptView? receipt = await receipts.FindAsync(request.Hash, cancellationToken);
            if (receipt is not null)
            {
                return receipt;
            }

            if (request.Wait == TimeSpan.Zero || !await BlockAboveAsync(number, either.Token, cancellationToken))
            {
                return NotYet(request.Hash);
            }
        }
    }

    private async Task<bool> BlockAboveAsync(long number, CancellationToken either, CancellationToken caller)
    {
        try
        {
            await chain.WaitForBlockAboveAsync(number, either);
            return true;
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return false;
        }
    }

    private LedgerError NotYet(Hash256 hash) => pool.TryGet(hash, out _)
        ? new LedgerError(
            ErrorCodes.ReceiptNotReady,
            $"Transaction {hash} is accepted and not final yet; the chain is at block {chain.Head.Number}. Ask again, or wait longer.")
        : kept.Hash("transaction", hash) ?? new LedgerError(
            ErrorCodes.TransactionNotFound,
            $"Transaction {hash} is neither in the chain nor in this node's pool. Submitting it again is safe.");
}
