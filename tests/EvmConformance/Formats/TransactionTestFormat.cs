using System.Text.Json;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;
using Ledger.EvmConformance.StateTests;

namespace Ledger.EvmConformance.Formats;

/// <summary>ethereum/tests TransactionTests: bytes, and for each fork the hash, sender and intrinsic gas, or a refusal.</summary>
internal sealed class TransactionTestFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "tx";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsMapOf(root, "txbytes", "result");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        from test in Shape.Entries(root)
        from result in test.Value.GetProperty("result").EnumerateObject()
        let fork = ForkNames.Find(result.Name)
        where options.Forks is null || (fork is Fork chosen && options.Forks.Contains(chosen))
        let name = $"{test.Name} [{result.Name}]"
        select fork is Fork known
            ? new ConformanceCase(file, Kind, name, _ => Verdict.Of(Judge(test.Value, result.Value, known)))
            : Vectors.Skipped(file, Kind, name, $"the runner does not know the fork {result.Name}");

    private static string? Judge(JsonElement test, JsonElement expected, Fork fork)
    {
        var check = TransactionCheck.Of(test.Bytes("txbytes"), fork);
        if (expected.TryGetProperty("exception", out JsonElement exception))
        {
            return check.Refusal is null ? $"accepted, expected {exception}" : null;
        }

        if (check.Refusal is not null)
        {
            return $"refused ({check.Refusal})";
        }

        var hash = Hash256.Parse(expected.Text("hash"));
        var sender = Address.Parse(expected.Text("sender"));
        UInt256 gas = expected.GetProperty("intrinsicGas").Number();
        return check.Hash != hash ? $"the hash is {check.Hash}, expected {hash}"
            : check.Sender != sender ? $"the sender is {check.Sender}, expected {sender}"
            : (ulong)check.IntrinsicGas != gas ? $"intrinsic gas is {check.IntrinsicGas}, expected {gas.ToDecimalString()}"
            : null;
    }
}
