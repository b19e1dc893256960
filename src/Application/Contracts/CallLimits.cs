using Ledger.Node;
using Ledger.Node.Execution;

namespace Ledger.Application.Contracts;

/// <summary>Holds a call to the gas that a transaction could use: a reader buys no more computation than a sender.</summary>
internal sealed class CallLimits(IChainStatus chain)
{
    /// <summary>The call with its gas limit lowered to the group's, where it is above.</summary>
    public CallRequest Cap(CallRequest call) =>
        call.GasLimit is long limit && limit > chain.Parameters.TransactionGasLimit
            ? call with { GasLimit = chain.Parameters.TransactionGasLimit }
            : call;
}
