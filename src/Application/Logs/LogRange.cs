using Ledger.Application.Blocks;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Node;

namespace Ledger.Application.Logs;

/// <summary>Turns a selection into numbers and holds it to the limits.</summary>
internal sealed class LogRange(BlockResolver resolver, IChainStatus chain, KeptHistory kept)
{
    /// <summary>The filter for the read model. A range may end above the last block: it then ends there.</summary>
    public async Task<Outcome<LogFilter>> ResolveAsync(LogSelection selection, CancellationToken cancellation)
    {
        Outcome<long> from = await BoundAsync(selection.From, cancellation);
        Outcome<long> to = await BoundAsync(selection.To, cancellation);
        if (!from.TryGet(out long first, out LedgerError? error) || !to.TryGet(out long last, out error))
        {
            return error;
        }

        return first > last
            ? new LedgerError(ErrorCodes.InvalidRequest, $"The range is upside down: block {first} comes after block {last}.")
            : kept.Logs(first) is LedgerError below ? below
            : new LogFilter(first, Math.Min(last, chain.Head.Number), selection.Addresses, selection.Topics);
    }

    /// <summary>The error of a range that is too wide, with the range to ask for instead; nothing when it fits.</summary>
    public static LedgerError? WidthError(LogFilter filter)
    {
        bool isFiltered = filter.Addresses.Count > 0 || filter.Topics.Any(topics => topics.Count > 0);
        int limit = isFiltered ? LogLimits.BlocksMaxFiltered : LogLimits.BlocksMaxUnfiltered;
        long blocks = filter.ToBlock - filter.FromBlock + 1;
        return blocks <= limit
            ? null
            : TooLarge($"{blocks} blocks in one question, at most {limit}", filter.FromBlock, filter.FromBlock + limit - 1);
    }

    /// <summary>The error of an answer that is too long, with the range to ask for instead.</summary>
    public static LedgerError LengthError(LogFilter filter, long lastWholeBlock) =>
        lastWholeBlock >= filter.FromBlock
            ? TooLarge($"more than {LogLimits.ResultsMax} logs", filter.FromBlock, lastWholeBlock)
            : new LedgerError(
                ErrorCodes.QueryTooLarge,
                $"more than {LogLimits.ResultsMax} logs in block {filter.FromBlock} alone; name a contract or topic, or page through GET /api/v1/logs.");

    private static LedgerError TooLarge(string what, long from, long to) => new(
        ErrorCodes.QueryTooLarge,
        $"{what}. Try the range [0x{from:x}, 0x{to:x}] and go on from there, or page through GET /api/v1/logs.");

    // A number above the last block is not an error in a range: pollers ask ahead of the chain.
    private async Task<Outcome<long>> BoundAsync(BlockReference reference, CancellationToken cancellation) =>
        reference is BlockReference.ByNumber byNumber ? byNumber.Number
            : reference is BlockReference.ByTag { Tag: BlockTag.Earliest } ? 0
            : await resolver.HeightAsync(reference, cancellation);
}
