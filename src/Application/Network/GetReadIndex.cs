using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Node.Reads;

namespace Ledger.Application.Network;

/// <summary>From which block on this node's state holds every write that any node acknowledged before now; this node has that block. What is
/// read here after the answer is linearizable.</summary>
public sealed record GetReadIndex : IQuery<ReadIndex>;

/// <summary>The answer.</summary>
/// <param name="BlockNumber">The block.</param>
public sealed record ReadIndex(long BlockNumber);

internal sealed class GetReadIndexHandler(ILinearizableReads reads, TimeProvider time) : IQueryHandler<GetReadIndex, ReadIndex>
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5);

    public async Task<Outcome<ReadIndex>> Handle(GetReadIndex request, CancellationToken cancellationToken)
    {
        if (!reads.IsOffered)
        {
            return new LedgerError(ErrorCodes.NoReadIndex, "Only the leader of a Raft group can speak for the others; this group's sealers may lie.");
        }

        using var deadline = new CancellationTokenSource(AnswerMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            ReadAnswer answer = await reads.AskAsync(either.Token);
            return answer.Number is long number
                ? new ReadIndex(number)
                : new LedgerError(ErrorCodes.ReadIndexUnavailable, $"No read index: {answer.Refusal}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new LedgerError(
                ErrorCodes.ReadIndexUnavailable, $"No majority of the sealers answered the leader within {AnswerMax.TotalSeconds} s.");
        }
    }
}
