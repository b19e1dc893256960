using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Ledger.Api.Telemetry;

/// <summary>One instrument as Prometheus shows it: a name, a type and its series.</summary>
internal sealed class MetricFamily
{
    /// <summary>The most label sets of one instrument; further ones are dropped and counted.</summary>
    public const int SeriesMax = 2048;

    // Seconds: from a fast call to a slow block.
    private static readonly double[] SecondsBuckets =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    // Counts and bytes: powers of four.
    private static readonly double[] SizeBuckets =
        [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304];

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TextTags, MetricSeries> _byTags = new();
    private readonly double[] _buckets;
    private readonly Kind _kind;
    private readonly string _help;
    private long _dropped;

    public MetricFamily(Instrument instrument)
    {
        _kind = KindOf(instrument);
        _buckets = _kind != Kind.Histogram ? [] : instrument.Unit is "s" ? SecondsBuckets : SizeBuckets;
        _help = (instrument.Description ?? "").ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal);
        Name = NameOf(instrument, _kind);
        IsObserved = instrument.IsObservable;
    }

    private enum Kind
    {
        Counter = 0,
        Gauge = 1,
        Histogram = 2,
        ObservedCounter = 3,
        UpDown = 4,
    }

    public string Name { get; }

    /// <summary>Whether every scrape asks for all of its values.</summary>
    public bool IsObserved { get; }

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        MetricSeries? series;
        if (!TextTags.TryOf(tags, out TextTags known))
        {
            series = Find(MetricLabels.Of(tags));
        }
        else if (!_byTags.TryGetValue(known, out series))
        {
            series = Find(MetricLabels.Of(tags));
            if (series is not null && _byTags.Count < SeriesMax)
            {
                _byTags[known] = series;
            }
        }

        if (series is null)
        {
            Interlocked.Increment(ref _dropped);
            return;
        }

        switch (_kind)
        {
            case Kind.Histogram:
                series.Observe(value);
                break;
            case Kind.Counter or Kind.UpDown:
                series.Add(value);
                break;
            default:
                series.Set(value);
                break;
        }
    }

    /// <summary>Forgets every value, so that what is not observed any more is not shown.</summary>
    public void Clear()
    {
        _series.Clear();
        _byTags.Clear();
    }

    public void WriteTo(StringBuilder text)
    {
        string type = _kind switch
        {
            Kind.Histogram => "histogram",
            Kind.Counter or Kind.ObservedCounter => "counter",
            _ => "gauge",
        };
        text.Append("# HELP ").Append(Name).Append(' ').Append(_help).Append('\n');
        text.Append("# TYPE ").Append(Name).Append(' ').Append(type).Append('\n');
        foreach (MetricSeries series in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value))
        {
            if (_kind == Kind.Histogram)
            {
                series.WriteHistogram(text, Name);
            }
            else
            {
                series.WriteValue(text, Name);
            }
        }
    }

    /// <summary>The series of a label set; nothing for a new one when there are enough.</summary>
    private MetricSeries? Find(string labels) =>
        _series.TryGetValue(labels, out MetricSeries? series) ? series
        : _series.Count >= SeriesMax ? null
        : _series.GetOrAdd(labels, new MetricSeries(labels, _buckets));

    private static Kind KindOf(Instrument instrument)
    {
        Type type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Histogram<>) ? Kind.Histogram
            : type == typeof(Counter<>) ? Kind.Counter
            : type == typeof(UpDownCounter<>) ? Kind.UpDown
            : type == typeof(ObservableCounter<>) ? Kind.ObservedCounter
            : Kind.Gauge;
    }

    // Prometheus names: letters, digits and underscores; the unit as a suffix, and _total for counters.
    private static string NameOf(Instrument instrument, Kind kind)
    {
        var name = new StringBuilder(instrument.Name.Length + 16);
        foreach (char letter in instrument.Name)
        {
            name.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }

        string suffix = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        string plain = name.ToString();
        string withUnit = plain.EndsWith(suffix, StringComparison.Ordinal) ? plain : plain + suffix;
        return kind is Kind.Counter or Kind.ObservedCounter && !withUnit.EndsWith("_total", StringComparison.Ordinal)
            ? withUnit + "_total"
            : withUnit;
    }

    /// <summary>At most three tags whose values are text, which is what a call is counted under: a key that needs no text to be made.</summary>
    private readonly record struct TextTags(
        string? FirstName, string? First, string? SecondName, string? Second, string? ThirdName, string? Third)
    {
        private const int TagsMax = 3;

        public static bool TryOf(ReadOnlySpan<KeyValuePair<string, object?>> tags, out TextTags key)
        {
            key = default;
            if (tags.IsEmpty || tags.Length > TagsMax)
            {
                return false;
            }

            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag.Value is not string)
                {
                    return false;
                }
            }

            key = new TextTags(
                tags[0].Key,
                (string?)tags[0].Value,
                tags.Length > 1 ? tags[1].Key : null,
                tags.Length > 1 ? (string?)tags[1].Value : null,
                tags.Length > 2 ? tags[2].Key : null,
                tags.Length > 2 ? (string?)tags[2].Value : null);
            return true;
        }
    }
}
