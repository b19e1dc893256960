using Ledger.Crypto;
using Ledger.Domain.Governance;
using Ledger.Evm;
using Ledger.EvmConformance.CommandLine;

namespace Ledger.EvmConformance.Running;

/// <summary>What a worker gives to the cases that it runs one after another. Not thread-safe: one a worker.</summary>
internal sealed class CaseContext(RunOptions options)
{
    private (Fork Fork, TransactionExecutor Executor)? _last;

    /// <summary>How to judge.</summary>
    public RunOptions Options => options;

    /// <summary>Cancelled when the case has been given up; a case that sees it may end in any way.</summary>
    public CancellationToken GivenUp { get; set; }

    /// <summary>Where the trace of every instruction goes (EIP-3155); <see langword="null"/> when nobody wants one.</summary>
    public Stream? Trace { get; init; }

    /// <summary>The production EVM of a fork, with gas that is paid; kept while the fork stays the same, as a node keeps it.</summary>
    public TransactionExecutor Executor(Fork fork)
    {
        if (_last is not { } last || last.Fork != fork)
        {
            var rules = new ExecutionRules { Fork = fork, GasIsFree = false };
            _last = last = (fork, new TransactionExecutor(rules, CryptoSuites.Secp256k1));
        }

        return last.Executor;
    }

    /// <summary>Forgets the executor: one that threw in the middle of a run may hold half a state.</summary>
    public void Reset() => _last = null;
}
