using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Ledger.Api.Telemetry;

/// <summary>What the surfaces of one group count. Labels come from closed sets: method names of the table, and error codes.</summary>
internal sealed class ApiMetrics : IDisposable
{
    private readonly Meter _meter = new("Ledger.Api");
    private readonly string _group;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _durations;

    public ApiMetrics(int group)
    {
        _group = group.ToString(CultureInfo.InvariantCulture);
        _calls = _meter.CreateCounter<long>("ledger.jsonrpc.calls", description: "JSON-RPC calls answered.");
        _durations = _meter.CreateHistogram<double>(
            "ledger.jsonrpc.duration", "s", "Time from a parsed JSON-RPC call to its answer.");
    }

    public void RpcAnswered(string method, int? errorCode, TimeSpan duration)
    {
        string outcome = errorCode is int code ? code.ToString(CultureInfo.InvariantCulture) : "ok";
        _calls.Add(1, new TagList { { "group", _group }, { "method", method }, { "outcome", outcome } });
        _durations.Record(duration.TotalSeconds, new TagList { { "group", _group }, { "method", method } });
    }

    public void Dispose() => _meter.Dispose();
}
