using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ledger.Load;

/// <summary>The numbers of one measurement of calls.</summary>
internal sealed record CallReport
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>A name for it.</summary>
    public required string Label { get; init; }

    /// <summary>The measured software.</summary>
    public required string Client { get; init; }

    /// <summary>Keep-alive connections.</summary>
    public required int Connections { get; init; }

    /// <summary>Measured calls.</summary>
    public required int Calls { get; init; }

    /// <summary>From the first request to the last answer.</summary>
    public required double Seconds { get; init; }

    /// <summary>Calls a second.</summary>
    public double CallsPerSecond => Calls / Seconds;

    /// <summary>Milliseconds to the answer: median.</summary>
    public required double P50Ms { get; init; }

    /// <summary>Milliseconds to the answer: 99 of 100 are faster.</summary>
    public required double P99Ms { get; init; }

    /// <summary>CPU seconds and memory of each watched process.</summary>
    public required IReadOnlyList<ProcessUse> Processes { get; init; }

    /// <summary>Writes the numbers as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>The numbers as a table for people.</summary>
    public override string ToString()
    {
        StringBuilder text = new StringBuilder()
            .AppendLine(Row("measured", $"{Client}{(Label.Length > 0 ? $" ({Label})" : "")}"))
            .AppendLine(Row("calls", $"{CallsPerSecond:0} a second ({Calls} in {Seconds:0.00} s, {Connections} connections)"))
            .AppendLine(Row("answer", $"p50 {P50Ms:0.00} ms, p99 {P99Ms:0.00} ms"));
        foreach (ProcessUse process in Processes)
        {
            text.AppendLine(Row(process.Name, $"{process.CpuSeconds * 1e6 / Calls:0} us CPU a call, {process.ResidentMaxMb:0} MB"));
        }

        return text.ToString();
    }

    private static string Row(string name, FormattableString text) =>
        $"{name,-12}{text.ToString(CultureInfo.InvariantCulture)}";
}
