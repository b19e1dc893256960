using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Ledger.Api.Rest;

/// <summary>The opaque cursors of lists: a letter for the list, then the place after which the next page starts.</summary>
internal static class Cursor
{
    private const int TextMax = 128;

    public static string Encode(char list, long first, long second = 0) =>
        EncodeText(string.Create(CultureInfo.InvariantCulture, $"{list}.{first}.{second}"));

    public static string Encode(char list, string place) => EncodeText($"{list}.{place}");

    public static bool TryDecode(string cursor, char list, out long first, out int second)
    {
        first = 0;
        second = 0;
        string[] parts = TryDecodeText(cursor, list, out string place) ? place.Split('.') : [];
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out second);
    }

    public static bool TryDecode(string cursor, char list, out string place) => TryDecodeText(cursor, list, out place);

    private static string EncodeText(string text) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(text));

    private static bool TryDecodeText(string cursor, char list, out string place)
    {
        place = "";
        byte[] bytes = new byte[TextMax];
        if (cursor.Length > TextMax || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out int count))
        {
            return false;
        }

        string text = Encoding.ASCII.GetString(bytes, 0, count);
        if (text.Length < 2 || text[0] != list || text[1] != '.')
        {
            return false;
        }

        place = text[2..];
        return true;
    }
}
