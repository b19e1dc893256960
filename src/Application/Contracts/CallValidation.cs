using FluentValidation;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;

namespace Ledger.Application.Contracts;

internal sealed class CallRequestValidator : AbstractValidator<CallRequest>
{
    public CallRequestValidator()
    {
        RuleFor(call => call.Data).Must(data => data.Length <= TransactionCodec.MaxSizeBytes)
            .WithMessage($"Call data has at most {TransactionCodec.MaxSizeBytes} bytes.");
        RuleFor(call => call.GasLimit).Must(limit => limit is null or > 0)
            .WithMessage("A gas limit is above 0.");
    }
}

internal sealed class CallContractValidator : AbstractValidator<CallContract>
{
    public CallContractValidator() => RuleFor(query => query.Call).SetValidator(new CallRequestValidator());
}

internal sealed class EstimateGasValidator : AbstractValidator<EstimateGas>
{
    public EstimateGasValidator() => RuleFor(query => query.Call).SetValidator(new CallRequestValidator());
}
