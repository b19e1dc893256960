using System.Globalization;
using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.Evm.Execution;
using Ledger.Evm.Machine;

namespace Ledger.Evm.Tracing;

/// <summary>Which function selectors were called with how many bytes of arguments, and how often: go-ethereum's <c>4byteTracer</c>.</summary>
/// <remarks>Creations have no selector, and precompiled contracts none either.</remarks>
/// <param name="budget">What the trace may cost.</param>
public sealed class FourByteTracer(TraceBudget budget) : Tracer(budget)
{
    private const int SelectorBytes = 4;

    private readonly SortedDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private VirtualMachine? _machine;

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach ((string selector, int count) in _calls)
        {
            writer.WriteNumber(selector, count);
        }

        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    internal override void Begin(VirtualMachine machine, Message message) => _machine = machine;

    /// <inheritdoc/>
    internal override void OnEnter(in TraceCall call)
    {
        if (call.Input.Length < SelectorBytes
            || call.Kind >= CallKind.Create
            || (call.To is Domain.Primitives.Address to && _machine!.IsPrecompile(to)))
        {
            return;
        }

        string key = string.Create(
            CultureInfo.InvariantCulture,
            $"{Hex.Encode(call.Input[..SelectorBytes])}-{call.Input.Length - SelectorBytes}");
        Record(key.Length);
        _calls[key] = _calls.GetValueOrDefault(key) + 1;
    }
}
