using System.Globalization;
using System.Text;

namespace Ledger.Api.Telemetry;

/// <summary>The values of one instrument under one set of labels. Thread-safe.</summary>
internal sealed class MetricSeries(string labels, IReadOnlyList<double> buckets)
{
    private readonly Lock _gate = new();
    private readonly long[] _counts = new long[buckets.Count + 1];
    private double _sum;
    private long _count;

    public void Add(double value)
    {
        lock (_gate)
        {
            _sum += value;
        }
    }

    public void Set(double value)
    {
        lock (_gate)
        {
            _sum = value;
        }
    }

    public void Observe(double value)
    {
        int bucket = 0;
        while (bucket < buckets.Count && value > buckets[bucket])
        {
            bucket++;
        }

        lock (_gate)
        {
            _counts[bucket]++;
            _count++;
            _sum += value;
        }
    }

    public void WriteValue(StringBuilder text, string name)
    {
        lock (_gate)
        {
            WriteLine(text, name, labels, _sum);
        }
    }

    public void WriteHistogram(StringBuilder text, string name)
    {
        lock (_gate)
        {
            long cumulative = 0;
            for (int i = 0; i <= buckets.Count; i++)
            {
                cumulative += _counts[i];
                string bound = i < buckets.Count ? Number(buckets[i]) : "+Inf";
                string separator = labels.Length == 0 ? "" : ",";
                WriteLine(text, $"{name}_bucket", $"{labels}{separator}le=\"{bound}\"", cumulative);
            }

            WriteLine(text, $"{name}_sum", labels, _sum);
            WriteLine(text, $"{name}_count", labels, _count);
        }
    }

    public static void WriteLine(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
