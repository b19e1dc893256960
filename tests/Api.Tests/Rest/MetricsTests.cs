using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Ledger.Api.Telemetry;
using Ledger.Api.Tests.Hosting;

namespace Ledger.Api.Tests.Rest;

public sealed partial class MetricsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_text_is_of_the_prometheus_format_and_counts_calls()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        await node.CallAsync("eth_chainId", "[]", Cancellation);
        await node.CallAsync("eth_no_such_method", "[]", Cancellation);

        string text = await node.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(LineFormat(), line));
        Assert.Contains("ledger_jsonrpc_calls_total{group=\"1\",method=\"eth_chainId\",outcome=\"ok\"}", text, StringComparison.Ordinal);
        Assert.Contains("ledger_jsonrpc_calls_total{group=\"1\",method=\"unknown\",outcome=\"-32601\"}", text, StringComparison.Ordinal);
        Assert.Contains("ledger_jsonrpc_duration_seconds_bucket{group=\"1\",method=\"eth_chainId\",le=\"+Inf\"}", text, StringComparison.Ordinal);
        Assert.Contains("process_cpu_seconds_total", text, StringComparison.Ordinal);
        Assert.Contains("ledger_consensus_stalled{group=\"1\",reason=\"NoQuorum\"} 0", text, StringComparison.Ordinal);
        Assert.Contains("ledger_consensus_waiting_seconds{group=\"1\"} 0", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_observed_any_more_is_not_shown()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        var meter = new Meter("Ledger.MetricsTests.Gone");
        meter.CreateObservableGauge("ledger.test.gone", () => 7);
        string before = await node.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
        meter.Dispose();
        string after = await node.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        Assert.Contains("\nledger_test_gone 7\n", before, StringComparison.Ordinal);
        Assert.DoesNotContain("\nledger_test_gone 7\n", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buckets_are_cumulative_gauges_are_the_last_value_and_label_sets_are_bounded()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        using var meter = new Meter("Ledger.MetricsTests");
        Histogram<double> histogram = meter.CreateHistogram<double>("ledger.test.delay", "s");
        Counter<long> counter = meter.CreateCounter<long>("ledger.test.labels");
        meter.CreateObservableGauge("ledger.test.height", () => 7);
        histogram.Record(0.002);
        histogram.Record(0.3);
        for (int i = 0; i < MetricFamily.SeriesMax + 10; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("peer", $"\"{i}\n"));
        }

        string text = await node.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        Assert.Contains("ledger_test_delay_seconds_bucket{le=\"0.001\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("ledger_test_delay_seconds_bucket{le=\"0.0025\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("ledger_test_delay_seconds_count 2\n", text, StringComparison.Ordinal);
        Assert.Contains("ledger_test_height 7\n", text, StringComparison.Ordinal);
        Assert.Equal(MetricFamily.SeriesMax, SeriesOfLabels().Count(text));
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(LineFormat(), line));
    }

    [Fact]
    public async Task Every_set_of_labels_is_counted_for_itself()
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        using var meter = new Meter("Ledger.MetricsTests");
        Counter<long> counter = meter.CreateCounter<long>("ledger.test.sets");
        KeyValuePair<string, object?>[][] sets =
        [
            [],
            [new("a", "x")],
            [new("b", "x")],
            [new("a", "x"), new("b", "y")],
            [new("a", "y"), new("b", "x")],
            [new("a", "x"), new("b", 7)],
            [new("a", "x"), new("b", "y"), new("c", "z")],
        ];
        for (int i = 0; i < sets.Length; i++)
        {
            counter.Add(i + 1, sets[i]);
            counter.Add(10, sets[i]);
        }

        string text = await node.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);

        string[] expected =
        [
            "ledger_test_sets_total 11",
            "ledger_test_sets_total{a=\"x\"} 12",
            "ledger_test_sets_total{b=\"x\"} 13",
            "ledger_test_sets_total{a=\"x\",b=\"y\"} 14",
            "ledger_test_sets_total{a=\"y\",b=\"x\"} 15",
            "ledger_test_sets_total{a=\"x\",b=\"7\"} 16",
            "ledger_test_sets_total{a=\"x\",b=\"y\",c=\"z\"} 17",
        ];
        string[] actual = [.. text.Split('\n').Where(line => line.StartsWith("ledger_test_sets_total", StringComparison.Ordinal))];
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z_0-9]+ .*|[a-z_][a-z_0-9]*(\{[a-z_]+="(\\.|[^"\\])*"(,[a-z_]+="(\\.|[^"\\])*")*\})? [-+.E0-9Inf]+)$""")]
    private static partial Regex LineFormat();

    [GeneratedRegex("^ledger_test_labels_total\\{", RegexOptions.Multiline)]
    private static partial Regex SeriesOfLabels();
}
