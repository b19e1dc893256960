using System.Globalization;
using System.Text.Json;

namespace Ledger.Load;

/// <summary>The numbers of one measurement of single transactions.</summary>
internal sealed record FinalityReport
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>A name for it.</summary>
    public required string Label { get; init; }

    /// <summary>The measured software.</summary>
    public required string Client { get; init; }

    /// <summary>Measured transactions, one at a time.</summary>
    public required int Samples { get; init; }

    /// <summary>Milliseconds from the submission to the receipt: median.</summary>
    public required double P50Ms { get; init; }

    /// <summary>Milliseconds from the submission to the receipt: 99 of 100 are faster.</summary>
    public required double P99Ms { get; init; }

    /// <summary>Milliseconds of the slowest.</summary>
    public required double MaxMs { get; init; }

    /// <summary>Milliseconds to the answer of the submission, which says only that it was accepted: median.</summary>
    public required double AnswerP50Ms { get; init; }

    /// <summary>Writes the numbers as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>The numbers for people.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"finality    {Label} p50 {P50Ms:0.0} ms, p99 {P99Ms:0.0} ms, slowest {MaxMs:0.0} ms ({Samples} single transactions; accepted after {AnswerP50Ms:0.0} ms)\n");
}
