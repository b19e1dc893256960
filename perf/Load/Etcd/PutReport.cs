using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ledger.Load.Etcd;

/// <summary>The numbers of one measurement of puts.</summary>
internal sealed record PutReport
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>A name for it.</summary>
    public required string Label { get; init; }

    /// <summary>Connections.</summary>
    public required int Connections { get; init; }

    /// <summary>Puts in flight over all connections.</summary>
    public required int InFlight { get; init; }

    /// <summary>Length of each value.</summary>
    public required int ValueBytes { get; init; }

    /// <summary>Measured puts.</summary>
    public required int Puts { get; init; }

    /// <summary>From the first request to the last answer.</summary>
    public required double Seconds { get; init; }

    /// <summary>Puts a second.</summary>
    public double PutsPerSecond => Puts / Seconds;

    /// <summary>Milliseconds to the answer: median.</summary>
    public required double P50Ms { get; init; }

    /// <summary>Milliseconds to the answer: 99 of 100 are faster.</summary>
    public required double P99Ms { get; init; }

    /// <summary>CPU seconds and memory of each watched process, the generator the last.</summary>
    public required IReadOnlyList<ProcessUse> Processes { get; init; }

    /// <summary>Writes the numbers as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>The numbers as a table for people.</summary>
    public override string ToString()
    {
        StringBuilder text = new StringBuilder()
            .AppendLine(Row("puts", $"{PutsPerSecond:0} a second ({Puts} of {ValueBytes} B in {Seconds:0.00} s)"))
            .AppendLine(Row("load", $"{InFlight} in flight over {Connections} connections"))
            .AppendLine(Row("answer", $"p50 {P50Ms:0.0} ms, p99 {P99Ms:0.0} ms"));
        foreach (ProcessUse process in Processes)
        {
            text.AppendLine(Row(process.Name, $"{process.CpuSeconds * 1e6 / Puts:0} us CPU a put, {process.ResidentMaxMb:0} MB"));
        }

        return text.ToString();
    }

    private static string Row(string name, FormattableString text) =>
        $"{name,-12}{text.ToString(CultureInfo.InvariantCulture)}";
}
