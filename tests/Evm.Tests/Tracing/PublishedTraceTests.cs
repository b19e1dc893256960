using System.Text.Json.Nodes;
using Ledger.Crypto;
using Ledger.Domain.Governance;
using Ledger.Domain.Transactions;
using Ledger.Evm.Tracing;
using Ledger.Testing;

namespace Ledger.Evm.Tests.Tracing;

/// <summary>go-ethereum's own cases for its tracers (eth/tracers/internal/tracetest/testdata, a folder a tracer), read from
/// <c>evm/tracers</c> of the conformance data.</summary>
/// <remarks>Cases of forks before Istanbul run by Istanbul's rules, whose gas differs: there gas, balances and the first nonce of a
/// contract (EIP-161) are not compared.</remarks>
public sealed class PublishedTraceTests
{
    [Theory]
    [InlineData("call_tracer", 10)]
    [InlineData("call_tracer_withLog", 6)]
    [InlineData("prestate_tracer", 5)]
    [InlineData("prestate_tracer_with_diff_mode", 5)]
    public void Traces_are_those_of_go_ethereum(string folder, int least)
    {
        Assert.SkipWhen(
            TestData.Folder is null || !Directory.Exists(TestData.Locate("evm", "tracers", folder)),
            $"No conformance data in evm/tracers/{folder}; set {TestData.Variable} to a folder that has it.");
        int judged = 0;
        var failures = new List<string>();
        foreach (string file in Directory.GetFiles(TestData.Locate("evm", "tracers", folder), "*.json").Order(StringComparer.Ordinal))
        {
            var test = new PublishedTrace(JsonNode.Parse(File.ReadAllText(file))!);
            if (test.Fork is not Fork fork || test.ReadTransaction() is not VerifiedTransaction transaction)
            {
                continue;
            }

            judged++;
            Tracer tracer = test.NewTracer(folder.StartsWith("call", StringComparison.Ordinal));
            var executor = new TransactionExecutor(new ExecutionRules { Fork = fork, GasIsFree = false }, CryptoSuites.Secp256k1);
            TransactionOutcome outcome = executor.Execute(test.ReadState(), test.ReadBlock(), transaction, tracer);
            string? difference = outcome.Refusal == TransactionRefusal.None
                ? test.Compare(JsonNode.Parse(tracer.ToJson().Span)!)
                : $"refused: {outcome.Refusal}";
            if (difference is not null)
            {
                failures.Add($"{Path.GetFileName(file)}: {difference}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(judged >= least, $"Only {judged} cases were judged.");
    }
}
