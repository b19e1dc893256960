using FluentValidation;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;

namespace Ledger.Application.Blocks;

/// <summary>How full a range of blocks was; in a gas-free group every fee is zero.</summary>
/// <param name="BlockCount">Number of blocks, 1 to <see cref="BlocksMax"/>; fewer come back at the start of the chain, or of what
/// the node keeps.</param>
/// <param name="Newest">The last block of the range.</param>
/// <param name="RewardPercentiles">The percentiles asked, ascending, each 0 to 100.</param>
public sealed record GetFeeHistory(int BlockCount, BlockReference Newest, IReadOnlyList<double> RewardPercentiles)
    : IQuery<FeeHistory>
{
    /// <summary>The most blocks of one answer, as in go-ethereum.</summary>
    public const int BlocksMax = 1024;

    /// <summary>The most percentiles of one question.</summary>
    public const int PercentilesMax = 100;
}

/// <summary>The fee history of a range of blocks.</summary>
/// <param name="OldestBlock">The first block of the range.</param>
/// <param name="GasUsedRatios">For each block, gas used as a share of its limit.</param>
/// <param name="PercentileCount">Number of percentiles asked.</param>
public sealed record FeeHistory(long OldestBlock, IReadOnlyList<double> GasUsedRatios, int PercentileCount);

internal sealed class GetFeeHistoryValidator : AbstractValidator<GetFeeHistory>
{
    public GetFeeHistoryValidator()
    {
        RuleFor(query => query.BlockCount).GreaterThan(0).WithMessage("A fee history has 1 block or more.");
        RuleFor(query => query.RewardPercentiles)
            .Must(percentiles => percentiles.Count <= GetFeeHistory.PercentilesMax)
            .WithMessage($"Ask at most {GetFeeHistory.PercentilesMax} percentiles.")
            .Must(IsAscending)
            .WithMessage("Percentiles ascend and lie between 0 and 100.");
    }

    private static bool IsAscending(IReadOnlyList<double> percentiles)
    {
        double previous = 0;
        foreach (double percentile in percentiles)
        {
            if (!(percentile >= previous && percentile <= 100))
            {
                return false;
            }

            previous = percentile;
        }

        return true;
    }
}

internal sealed class GetFeeHistoryHandler(BlockResolver resolver, IBlockReadModel blocks, KeptHistory kept)
    : IQueryHandler<GetFeeHistory, FeeHistory>
{
    public async Task<Outcome<FeeHistory>> Handle(GetFeeHistory request, CancellationToken cancellationToken)
    {
        Outcome<long> newest = await resolver.HeightAsync(request.Newest, cancellationToken);
        if (!newest.TryGet(out long last, out Errors.LedgerError? error))
        {
            return error;
        }

        int count = (int)Math.Min(Math.Min(request.BlockCount, GetFeeHistory.BlocksMax), last + 1 - kept.Base);
        IReadOnlyList<StoredBlock> range = await blocks.ListDownAsync(last, count, cancellationToken);
        double[] ratios = [.. range.Reverse().Select(block => Ratio(block.Header.GasUsed, block.Header.GasLimit))];
        return new FeeHistory(last + 1 - ratios.Length, ratios, request.RewardPercentiles.Count);
    }

    private static double Ratio(long used, long limit) => limit == 0 ? 0 : (double)used / limit;
}
