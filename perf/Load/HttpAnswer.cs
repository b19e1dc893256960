using System.Buffers.Text;

namespace Ledger.Load;

/// <summary>Reads as much of an HTTP/1.1 answer as the measurement must know.</summary>
internal static class HttpAnswer
{
    /// <summary>Whether a whole answer is there: a body of the stated length, or the last chunk (RFC 9112, section 7.1).</summary>
    public static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        int headerEnd = answer.IndexOf("\r\n\r\n"u8);
        if (headerEnd < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> header = answer[..headerEnd];
        int field = IndexOfLength(header);
        if (field < 0)
        {
            return answer.EndsWith("0\r\n\r\n"u8);
        }

        return Utf8Parser.TryParse(header[field..].TrimStart((byte)' '), out int bodyLength, out _)
            && answer.Length >= headerEnd + 4 + bodyLength;
    }

    /// <summary>Whether its status is 200.</summary>
    public static bool IsOk(ReadOnlySpan<byte> answer) => answer.StartsWith("HTTP/1.1 200"u8);

    /// <summary>Whether a JSON-RPC answer, or one of a batch, is an error.</summary>
    public static bool HasError(ReadOnlySpan<byte> answer) => answer.IndexOf("\"error\""u8) >= 0;

    private static int IndexOfLength(ReadOnlySpan<byte> header)
    {
        // Kestrel and hyper write these two forms; anything else counts as chunked.
        int at = header.IndexOf("Content-Length:"u8);
        at = at < 0 ? header.IndexOf("content-length:"u8) : at;
        return at < 0 ? -1 : at + "Content-Length:".Length;
    }
}
