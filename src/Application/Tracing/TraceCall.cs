using FluentValidation;
using Ledger.Application.Blocks;
using Ledger.Application.Contracts;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Node.Execution;
using Ledger.Node.Tracing;

namespace Ledger.Application.Tracing;

/// <summary>Traces a message on the state as of a block, without a transaction. The answer is the trace as JSON in UTF-8.</summary>
/// <param name="Call">The message.</param>
/// <param name="AsOf">The block.</param>
/// <param name="Settings">What to trace.</param>
public sealed record TraceCall(CallRequest Call, BlockReference AsOf, TraceSettings Settings) : IQuery<ReadOnlyMemory<byte>>;

internal sealed class TraceCallValidator : AbstractValidator<TraceCall>
{
    public TraceCallValidator(IValidator<TraceSettings> settings)
    {
        RuleFor(query => query.Call).SetValidator(new CallRequestValidator());
        RuleFor(query => query.Settings).SetValidator(settings);
    }
}

internal sealed class TraceCallHandler(
    BlockResolver resolver, CallLimits limits, IBlockReplayer replayer, TraceRunner runner)
    : IQueryHandler<TraceCall, ReadOnlyMemory<byte>>
{
    public async Task<Outcome<ReadOnlyMemory<byte>>> Handle(TraceCall request, CancellationToken cancellationToken)
    {
        Outcome<long> height = await resolver.HeightAsync(request.AsOf, cancellationToken);
        if (!height.TryGet(out long atBlock, out LedgerError? error))
        {
            return error;
        }

        CallRequest call = limits.Cap(request.Call);
        Outcome<IReadOnlyList<ReadOnlyMemory<byte>>> traces = await runner.RunAsync(
            request.Settings, run => replayer.TraceCallAsync(call, atBlock, run, cancellationToken), cancellationToken);
        return traces.TryGet(out IReadOnlyList<ReadOnlyMemory<byte>>? json, out error) ? json[0] : error;
    }
}
