using Ledger.Crypto;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Evm.Tests.StateTests;

/// <summary>Runs cases and counts.</summary>
internal sealed class StateTestRunner
{
    private readonly Dictionary<Fork, TransactionExecutor> _executors = [];

    /// <summary>The precompiled contracts that the ledger does not have yet, each with the fork that brings it.</summary>
    private readonly Dictionary<Address, Fork> _missingPrecompiles = new (byte Number, Fork Since)[]
    {
        (6, Fork.Istanbul), (7, Fork.Istanbul), (8, Fork.Istanbul), (10, Fork.Cancun), (11, Fork.Prague), (12, Fork.Prague),
        (13, Fork.Prague), (14, Fork.Prague), (15, Fork.Prague), (16, Fork.Prague), (17, Fork.Prague),
    }.ToDictionary(row => Precompile(row.Number), row => row.Since);

    /// <summary>Cases that gave what they must.</summary>
    public int Passed { get; private set; }

    /// <summary>Cases that touched a precompiled contract which the ledger does not have yet.</summary>
    public int NotRun { get; private set; }

    /// <summary>What went wrong, a line a case.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>The totals in words.</summary>
    public string Summary =>
        $"{Passed} passed, {Failures.Count} failed, {NotRun} not judged because they touch a missing precompiled contract";

    /// <summary>Runs a case.</summary>
    public void Run(StateTestCase test)
    {
        WorldState state = test.ReadState();
        string? failure = Judge(test, state);
        if (failure is null)
        {
            Passed++;
        }
        else if (state.Asked.Any(address => IsMissing(address, test.Fork)))
        {
            NotRun++;
        }
        else
        {
            Failures.Add($"{test.Name}: {failure}");
        }
    }

    private static Address Precompile(byte number)
    {
        Span<byte> bytes = stackalloc byte[Address.SizeBytes];
        bytes.Clear();
        bytes[^1] = number;
        return new Address(bytes);
    }

    private bool IsMissing(in Address address, Fork fork) =>
        _missingPrecompiles.TryGetValue(address, out Fork since) && fork >= since;

    private string? Judge(StateTestCase test, WorldState state)
    {
        IReadOnlyList<LogEntry> logs = [];
        TransactionOutcome? outcome = null;
        if (test.ReadTransaction() is VerifiedTransaction transaction)
        {
            outcome = Executor(test.Fork).Execute(state, test.ReadBlock(), transaction);
            state.Apply(outcome.Diff);
            logs = outcome.Receipt?.Logs ?? [];
        }

        bool isRefused = outcome is null || outcome.Refusal != TransactionRefusal.None;
        Hash256 root = Digests.StateRoot(state);
        Hash256 logsHash = Digests.Logs(logs);
        return isRefused != test.IsRefused ? $"refused {isRefused} ({outcome?.Refusal}), expected {test.IsRefused}"
            : root != test.StateRoot ? $"state root differs, status {outcome?.Receipt?.Status}, gas {outcome?.Receipt?.GasUsed}"
            : logsHash != test.LogsHash ? "logs differ"
            : null;
    }

    private TransactionExecutor Executor(Fork fork)
    {
        if (!_executors.TryGetValue(fork, out TransactionExecutor? executor))
        {
            var rules = new ExecutionRules { Fork = fork, GasIsFree = false };
            _executors[fork] = executor = new TransactionExecutor(rules, CryptoSuites.Secp256k1);
        }

        return executor;
    }
}
