using System.Text.Json;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm.Precompiles;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>Vectors of one precompiled contract: output and exact gas, or an input that must fail. Which contract, and in which
/// forks, is told by the folder's <c>index.json</c>. Judged in the latest of those forks that may run.</summary>
internal sealed class PrecompileFormat : ICaseFormat
{
    private const string Index = "index.json";

    /// <inheritdoc/>
    public string Kind => "precompile";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) =>
        Shape.IsListOf(root, "Input", "Expected") || Shape.IsListOf(root, "Input", "ExpectedError");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options)
    {
        JsonElement row = IndexRow(file);
        Address address = AddressOf(row.GetProperty("address").Number());
        string range = row.Text("forks").Split(' ')[0];
        Fork[] known = [.. ForkNames.Range(range)];
        Fork[] chosen = [.. known.Where(fork => options.Forks?.Contains(fork) ?? true)];
        if (known.Length == 0)
        {
            return Vectors.Skipped(file, Kind, root, $"the runner does not know a fork of {range}");
        }

        return chosen.Length == 0
            ? []
            : Vectors.OfList(file, Kind, root, vector => Judge(vector, new PrecompileTable(chosen[^1]), address));
    }

    private static JsonElement IndexRow(CaseFile file)
    {
        byte[] index = file.Sibling(Index)
            ?? throw new FormatException($"there is no {Index} beside {file.Name} to tell the address of the contract");
        string name = file.Name.EndsWith(".gz", StringComparison.Ordinal) ? file.Name[..^3] : file.Name;
        return JsonSerializer.Deserialize<JsonElement>(index).TryGetProperty(name, out JsonElement row)
            ? row
            : throw new FormatException($"{Index} has no row for {name}");
    }

    private static Address AddressOf(in UInt256 number)
    {
        Span<byte> word = stackalloc byte[UInt256.SizeBytes];
        number.WriteBigEndian(word);
        return new Address(word[(UInt256.SizeBytes - Address.SizeBytes)..]);
    }

    private static string? Judge(JsonElement vector, PrecompileTable table, in Address address)
    {
        if (!table.Contains(address) || table.Find(address) is not IPrecompile contract)
        {
            return $"the EVM has no contract at {address}";
        }

        byte[] input = vector.Bytes("Input");
        long cost = contract.Cost(input);
        byte[] output = [];
        int written = 0;
        bool isRun = cost < long.MaxValue
            && contract.TryRun(input, output = new byte[contract.OutputBytesMax(input)], out written);
        if (!vector.TryGetProperty("Expected", out JsonElement expected))
        {
            return isRun ? "answered where it must fail" : null;
        }

        long gas = vector.GetProperty("Gas").GetInt64();
        string answer = Convert.ToHexStringLower(output.AsSpan(0, written));
        return !isRun ? "failed where it must answer"
            : cost != gas ? $"costs {cost} gas, expected {gas}"
            : !answer.Equals(expected.Text(), StringComparison.OrdinalIgnoreCase) ? $"answered {answer}, expected {expected}"
            : null;
    }
}
