using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledger.Load;

namespace Ledger.Ordering;

/// <summary>The numbers of one measurement. An entry counts once it is final on the node that it was given to: ordered by a majority, with
/// its bytes in the journals of one, executed by a state machine that does nothing, and its block signed by a majority.</summary>
internal sealed record OrderingReport
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>A name for it.</summary>
    public required string Label { get; init; }

    /// <summary>Measured entries.</summary>
    public required int Entries { get; init; }

    /// <summary>Data of each.</summary>
    public required int ValueBytes { get; init; }

    /// <summary>Entries that waited to be final.</summary>
    public required int InFlight { get; init; }

    /// <summary>Blocks that held them.</summary>
    public required int Blocks { get; init; }

    /// <summary>Terms that began meanwhile; 0 unless a leader was lost.</summary>
    public required long Elections { get; init; }

    /// <summary>From the first submission to the last final entry.</summary>
    public required double Seconds { get; init; }

    /// <summary>Entries a second.</summary>
    public double EntriesPerSecond => Entries / Seconds;

    /// <summary>Milliseconds from submission to final: median.</summary>
    public required double P50Ms { get; init; }

    /// <summary>Milliseconds from submission to final: 99 of 100 are faster.</summary>
    public required double P99Ms { get; init; }

    /// <summary>Garbage collections.</summary>
    public required int Collections { get; init; }

    /// <summary>CPU seconds and memory of each watched process; the nodes' includes what feeds them.</summary>
    public required IReadOnlyList<ProcessUse> Processes { get; init; }

    /// <summary>Writes the numbers as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>The numbers as a table for people.</summary>
    public override string ToString()
    {
        StringBuilder text = new StringBuilder()
            .AppendLine(Row("ordered", $"{EntriesPerSecond:0} a second ({Entries} of {ValueBytes} B in {Seconds:0.00} s, {Blocks} blocks)"))
            .AppendLine(Row("load", $"{InFlight} in flight, {Elections} elections, {Collections} collections"))
            .AppendLine(Row("final", $"p50 {P50Ms:0.0} ms, p99 {P99Ms:0.0} ms"));
        foreach (ProcessUse process in Processes)
        {
            text.AppendLine(Row(process.Name, $"{process.CpuSeconds * 1e6 / Entries:0.0} us CPU an entry, {process.ResidentMaxMb:0} MB"));
        }

        return text.ToString();
    }

    private static string Row(string name, FormattableString text) =>
        $"{name,-12}{text.ToString(CultureInfo.InvariantCulture)}";
}
