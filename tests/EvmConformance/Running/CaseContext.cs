using Ledger.Crypto;
using Ledger.Domain.Governance;
using Ledger.Evm;
using Ledger.EvmConformance.CommandLine;

namespace Ledger.EvmConformance.Running;

/// <summary>What a worker gives to the cases that it runs one after another. Not thread-safe: one a worker.</summary>
internal sealed class CaseContext(RunOptions options)
{
    private readonly Dictionary<Fork, TransactionExecutor> _executors = [];

    /// <summary>How to judge.</summary>
    public RunOptions Options => options;

    /// <summary>Cancelled when the case has been given up; a case that sees it may end in any way.</summary>
    public CancellationToken GivenUp { get; set; }

    /// <summary>The production EVM of a fork, with gas that is paid; kept, as a node keeps it.</summary>
    public TransactionExecutor Executor(Fork fork)
    {
        if (!_executors.TryGetValue(fork, out TransactionExecutor? executor))
        {
            var rules = new ExecutionRules { Fork = fork, GasIsFree = false };
            _executors[fork] = executor = new TransactionExecutor(rules, CryptoSuites.Secp256k1);
        }

        return executor;
    }

    /// <summary>Forgets the executors: one that threw in the middle of a run may hold half a state.</summary>
    public void Reset() => _executors.Clear();
}
