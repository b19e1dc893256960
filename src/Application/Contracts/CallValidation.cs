using Ledger.Application.Messaging;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;

namespace Ledger.Application.Contracts;

internal sealed class CallRequestValidator : RequestValidator<CallRequest>
{
    public CallRequestValidator()
    {
        Rule(
            call => call.Data.Length <= TransactionCodec.MaxSizeBytes,
            $"Call data has at most {TransactionCodec.MaxSizeBytes} bytes.");
        Rule(call => call.GasLimit is null or > 0, "A gas limit is above 0.");
    }
}

internal sealed class CallContractValidator : RequestValidator<CallContract>
{
    public CallContractValidator() => Part(query => query.Call, new CallRequestValidator());
}

internal sealed class EstimateGasValidator : RequestValidator<EstimateGas>
{
    public EstimateGasValidator() => Part(query => query.Call, new CallRequestValidator());
}
