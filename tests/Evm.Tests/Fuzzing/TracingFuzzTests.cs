using System.Globalization;
using System.Text.Json;
using Ledger.Crypto;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm.Tracing;

namespace Ledger.Evm.Tests.Fuzzing;

/// <summary>Random programs must do the same whether a tracer watches or not: same receipt, same changes, to the last byte.</summary>
/// <remarks>A failure names its seed; the same seed gives the same program. <c>make fuzz</c> runs a million.</remarks>
public sealed class TracingFuzzTests
{
    /// <summary>Environment variable with the number of programs; the default keeps the gate short.</summary>
    private const string CountVariable = "LEDGER_FUZZ_PROGRAMS";

    private const int DefaultCount = 4000;

    /// <summary>Most programs must do something: at least this share of them succeeds.</summary>
    private const double SuccessShareMin = 0.2;

    private static int Count =>
        int.TryParse(Environment.GetEnvironmentVariable(CountVariable), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? count
            : DefaultCount;

    [Fact]
    public void A_traced_run_is_the_untraced_run()
    {
        int succeeded = 0;
        int count = Count;
        Parallel.For(
            0,
            count,
            static () => new Machines(NewExecutor(), NewExecutor(), 0),
            static (seed, _, machines) => machines with { Succeeded = machines.Succeeded + (Compare(seed, machines) ? 1 : 0) },
            machines => Interlocked.Add(ref succeeded, machines.Succeeded));

        Assert.True(succeeded >= count * SuccessShareMin, $"Only {succeeded} of {count} programs succeeded: the grammar is worth little.");
    }

    private static bool Compare(int seed, Machines machines)
    {
        var test = new FuzzCase(seed);
        Tracer tracer = test.NewTracer();
        TransactionOutcome plain = machines.Plain.Execute(test.State, Run.Block, test.Transaction);
        TransactionOutcome traced = machines.Traced.Execute(test.State, Run.Block, test.Transaction, tracer);
        string expected = Describe(plain);
        string actual = Describe(traced);
        Assert.True(expected == actual, $"Seed {seed}, {tracer.GetType().Name}:\nuntraced {expected}\ntraced   {actual}");
        Assert.True(tracer.Stop == TraceStop.None && plain.Receipt is not null, $"Seed {seed}: {plain.Refusal}, {tracer.Stop}");
        string? doubt = CheckTrace(tracer, plain.Receipt);
        Assert.True(doubt is null, $"Seed {seed}, {tracer.GetType().Name}: {doubt}");
        (tracer as IDisposable)?.Dispose();
        return plain.Receipt.Succeeded;
    }

    /// <summary>Whether the trace is JSON, and says of the gas what the receipt says.</summary>
    private static string? CheckTrace(Tracer tracer, Receipt receipt)
    {
        using var json = JsonDocument.Parse(tracer.ToJson(), new JsonDocumentOptions { MaxDepth = 8192 });
        JsonElement root = json.RootElement;
        return tracer switch
        {
            StructLogTracer => root.GetProperty("gas").GetInt64() != receipt.GasUsed ? "the gas differs" : CheckSteps(root),
            CallTracer => root.GetProperty("gasUsed").GetString() != $"0x{receipt.GasUsed:x}" ? "the gas differs"
                : root.TryGetProperty("error", out _) == receipt.Succeeded ? "the error differs"
                : null,
            _ => null,
        };
    }

    /// <summary>Between two instructions of a frame the gas falls by exactly what the first is said to cost.</summary>
    private static string? CheckSteps(JsonElement root)
    {
        JsonElement previous = default;
        foreach (JsonElement step in root.GetProperty("structLogs").EnumerateArray())
        {
            bool follows = previous.ValueKind == JsonValueKind.Object
                && step.GetProperty("depth").GetInt32() == previous.GetProperty("depth").GetInt32()
                && !IsCall(previous)
                && !previous.TryGetProperty("error", out _);
            if (follows && previous.GetProperty("gas").GetInt64() - previous.GetProperty("gasCost").GetInt64() != step.GetProperty("gas").GetInt64())
            {
                return $"{previous} is followed by {step}";
            }

            previous = step;
        }

        return null;
    }

    private static bool IsCall(JsonElement step)
    {
        string op = step.GetProperty("op").GetString()!;
        return op is "CREATE" or "CREATE2" || op.EndsWith("CALL", StringComparison.Ordinal) || op == "CALLCODE";
    }

    private static string Describe(TransactionOutcome outcome)
    {
        StateDiff diff = outcome.Diff;
        Receipt? receipt = outcome.Receipt;
        IEnumerable<string> parts =
        [
            $"{outcome.Refusal} {receipt?.Status} {receipt?.GasUsed} {receipt?.RemainingGas} {receipt?.ContractAddress}",
            Hex.Encode(receipt is null ? default : receipt.Output.Span),
            .. (receipt?.Logs ?? []).Select(log => $"{log.Address} {string.Join(' ', log.Topics)} {Hex.Encode(log.Data.Span)}"),
            .. diff.Accounts.Select(item => $"{item.Key}: {item.Value}").Order(StringComparer.Ordinal),
            .. diff.Storage.Select(item => $"{item.Key} = {item.Value}").Order(StringComparer.Ordinal),
            .. diff.Code.Select(item => $"{item.Key}: {Hex.Encode(item.Value.Span)}").Order(StringComparer.Ordinal),
            .. diff.WipedStorage.Select(address => $"wiped {address}").Order(StringComparer.Ordinal),
        ];
        return string.Join(" | ", parts);
    }

    private static TransactionExecutor NewExecutor() => new(new ExecutionRules { Fork = Fork.Cancun }, CryptoSuites.Secp256k1);

    private sealed record Machines(TransactionExecutor Plain, TransactionExecutor Traced, int Succeeded);
}
