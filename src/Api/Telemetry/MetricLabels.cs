using System.Globalization;
using System.Text;

namespace Ledger.Api.Telemetry;

/// <summary>Writes the labels of a measurement in the Prometheus text format.</summary>
internal static class MetricLabels
{
    private const int ValueMax = 120;

    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            if (text.Length > 0)
            {
                text.Append(',');
            }

            AppendName(text, tag.Key);
            text.Append("=\"");
            AppendValue(text, Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "");
            text.Append('"');
        }

        return text.ToString();
    }

    private static void AppendName(StringBuilder text, string name)
    {
        foreach (char letter in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }
    }

    private static void AppendValue(StringBuilder text, string value)
    {
        foreach (char letter in value.AsSpan(0, Math.Min(value.Length, ValueMax)))
        {
            _ = letter switch
            {
                '\\' => text.Append("\\\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append("\\n"),
                _ => text.Append(letter),
            };
        }
    }
}
