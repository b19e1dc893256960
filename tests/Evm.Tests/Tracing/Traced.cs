using System.Text;
using Ledger.Crypto;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Tracing;

namespace Ledger.Evm.Tests.Tracing;

/// <summary>Runs a call with a tracer and gives what it told.</summary>
internal static class Traced
{
    /// <summary>Gas limit of every call.</summary>
    public const long GasLimit = 100_000;

    /// <summary>Calls the contract with the given code and gives the trace as text.</summary>
    public static string Json(Tracer tracer, Script code, byte[]? data = null) =>
        Json(tracer, new WorldState().With(Run.Contract, code: code.ToArray()), data);

    /// <summary>Calls the contract in a given world and gives the trace as text.</summary>
    public static string Json(Tracer tracer, WorldState state, byte[]? data = null)
    {
        Call(tracer, state, data: data);
        return Encoding.UTF8.GetString(tracer.ToJson().Span);
    }

    /// <summary>Sends a message and gives its receipt.</summary>
    /// <param name="tracer">Who watches.</param>
    /// <param name="state">The world.</param>
    /// <param name="to">The callee; the contract when not given.</param>
    /// <param name="isCreation">Whether the data is init code instead.</param>
    /// <param name="value">Amount in wei.</param>
    /// <param name="data">Call data.</param>
    /// <param name="accessList">What is warm from the start.</param>
    /// <param name="gasLimit">The gas limit.</param>
    /// <param name="fork">The rules.</param>
    public static Receipt Call(
        Tracer? tracer,
        WorldState state,
        Address? to = null,
        bool isCreation = false,
        ulong value = 0,
        byte[]? data = null,
        IReadOnlyList<AccessListEntry>? accessList = null,
        long gasLimit = GasLimit,
        Fork fork = Fork.Cancun)
    {
        var message = new CallMessage(
            Run.Sender, isCreation ? null : to ?? Run.Contract, data ?? [], value, gasLimit, 5, accessList ?? []);
        var executor = new TransactionExecutor(new ExecutionRules { Fork = fork }, CryptoSuites.Secp256k1);
        TransactionOutcome outcome = executor.Call(state, Run.Block, message, tracer);
        Assert.Equal(TransactionRefusal.None, outcome.Refusal);
        return outcome.Receipt!;
    }

    /// <summary>Compares with expected text that is laid out for reading: line breaks and leading blanks do not count.</summary>
    public static void AssertJson(string expected, string actual) =>
        Assert.Equal(string.Concat(expected.Split('\n').Select(line => line.Trim())), actual);
}
