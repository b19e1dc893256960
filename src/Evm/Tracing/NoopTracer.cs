using System.Text.Json;

namespace Ledger.Evm.Tracing;

/// <summary>Tells nothing: go-ethereum's <c>noopTracer</c>, with which a replay can be checked and timed.</summary>
/// <param name="budget">What the run may cost.</param>
public sealed class NoopTracer(TraceBudget budget) : Tracer(budget)
{
    /// <summary>An empty object.</summary>
    private protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
