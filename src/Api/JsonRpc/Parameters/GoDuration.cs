using System.Buffers;
using System.Globalization;

namespace Ledger.Api.JsonRpc.Parameters;

/// <summary>Durations as Go writes them and go-ethereum's options take them: numbers with units, such as <c>1m30s</c> or <c>1.5s</c>.</summary>
internal static class GoDuration
{
    private const int TextMax = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Reads a duration of at most a day; total for any text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        bool isRead = text.Length is > 0 and <= TextMax;
        while (isRead && text.Length > 0)
        {
            int digits = text.IndexOfAnyExcept(Digits);
            int unit = digits <= 0 ? -1 : UnitLength(text[digits..], out _);
            isRead = unit > 0
                && double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                && TryAdd(ref duration, number, text[digits..]);
            text = isRead ? text[(digits + unit)..] : default;
        }

        return isRead;
    }

    private static bool TryAdd(ref TimeSpan duration, double number, ReadOnlySpan<char> unit)
    {
        UnitLength(unit, out double seconds);
        double total = duration.TotalSeconds + (number * seconds);
        if (!(total <= Longest.TotalSeconds))
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(total);
        return true;
    }

    private static int UnitLength(ReadOnlySpan<char> text, out double seconds)
    {
        (int length, seconds) = text switch
        {
            ['m', 's', ..] => (2, 1e-3),
            ['u', 's', ..] or ['µ', 's', ..] => (2, 1e-6),
            ['n', 's', ..] => (2, 1e-9),
            ['h', ..] => (1, 3600),
            ['m', ..] => (1, 60),
            ['s', ..] => (1, 1),
            _ => (-1, 0d),
        };
        return length;
    }
}
