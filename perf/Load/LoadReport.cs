using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ledger.Load;

/// <summary>The numbers of one measurement.</summary>
internal sealed record LoadReport
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>A name for it.</summary>
    public required string Label { get; init; }

    /// <summary>The measured software.</summary>
    public required string Client { get; init; }

    /// <summary>Endpoints that took the load.</summary>
    public required int Endpoints { get; init; }

    /// <summary>Keep-alive connections.</summary>
    public required int Connections { get; init; }

    /// <summary>Transactions of one request.</summary>
    public required int Batch { get; init; }

    /// <summary>Measured transactions.</summary>
    public required int Transactions { get; init; }

    /// <summary>Blocks that held them.</summary>
    public required int Blocks { get; init; }

    /// <summary>From the first submission to the sight of the last transaction in a block.</summary>
    public required double Seconds { get; init; }

    /// <summary>Committed transactions a second.</summary>
    public double CommittedPerSecond => Transactions / Seconds;

    /// <summary>Accepted transactions a second while submitting.</summary>
    public required double SubmittedPerSecond { get; init; }

    /// <summary>Milliseconds to the answer of a submission: median.</summary>
    public required double SubmitP50Ms { get; init; }

    /// <summary>Milliseconds to the answer of a submission: 99 of 100 are faster.</summary>
    public required double SubmitP99Ms { get; init; }

    /// <summary>Milliseconds from submission to sight in a block: median.</summary>
    public required double FinalP50Ms { get; init; }

    /// <summary>Milliseconds from submission to sight in a block: 99 of 100 are faster.</summary>
    public required double FinalP99Ms { get; init; }

    /// <summary>Requests sent again because the node had no room.</summary>
    public required int Retries { get; init; }

    /// <summary>CPU seconds of the generator itself.</summary>
    public required double GeneratorCpuSeconds { get; init; }

    /// <summary>CPU seconds and memory of each watched process.</summary>
    public required IReadOnlyList<ProcessUse> Processes { get; init; }

    /// <summary>Writes the numbers as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Milliseconds of a share of all measured spans.</summary>
    /// <param name="ticks">Spans in the stopwatch's ticks, in any order.</param>
    /// <param name="share">Such as 0.99.</param>
    public static double PercentileMs(IEnumerable<long> ticks, double share)
    {
        long[] sorted = [.. ticks.Order()];
        int index = Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1);
        return sorted[index] * 1000.0 / Stopwatch.Frequency;
    }

    /// <summary>The numbers as a table for people.</summary>
    public override string ToString()
    {
        StringBuilder text = new StringBuilder()
            .AppendLine(Row("measured", $"{Client}{(Label.Length > 0 ? $" ({Label})" : "")}"))
            .AppendLine(Row("load", $"{Transactions} ERC-20 transfers, {Connections} connections to {Endpoints} endpoint(s), {Batch} a request"))
            .AppendLine(Row("committed", $"{CommittedPerSecond:0} a second ({Seconds:0.00} s, {Blocks} blocks)"))
            .AppendLine(Row("accepted", $"{SubmittedPerSecond:0} a second while submitting, {Retries} requests sent again"))
            .AppendLine(Row("answer", $"p50 {SubmitP50Ms:0.0} ms, p99 {SubmitP99Ms:0.0} ms"))
            .AppendLine(Row("finality", $"p50 {FinalP50Ms:0} ms, p99 {FinalP99Ms:0} ms"))
            .AppendLine(Row("generator", $"{GeneratorCpuSeconds:0.0} s CPU, {GeneratorCpuSeconds * 1e6 / Transactions:0} us a transaction"));
        foreach (ProcessUse process in Processes)
        {
            text.AppendLine(Row(
                process.Name,
                $"{process.CpuSeconds:0.0} s CPU, {process.CpuSeconds * 1e6 / Transactions:0} us a transaction, {process.ResidentMaxMb:0} MB"));
        }

        return text.ToString();
    }

    private static string Row(string name, FormattableString text) =>
        $"{name,-12}{text.ToString(CultureInfo.InvariantCulture)}";
}
