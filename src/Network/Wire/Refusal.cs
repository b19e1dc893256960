using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ledger.Network.Wire;

/// <summary>Why a session ends, as a code and a sentence that makes sense on both ends.</summary>
internal sealed record Refusal(RefusalCode Code, string Sentence)
{
    /// <summary>The longest sentence, in characters.</summary>
    public const int SentenceLengthMax = 400;

    /// <summary>Reads a refusal; the text is a stranger's, so only printable ASCII of it reaches a log.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Refusal? refusal)
    {
        refusal = payload.Length is > 0 and <= 1 + SentenceLengthMax
            ? new Refusal((RefusalCode)payload[0], Printable(payload[1..]))
            : null;
        return refusal is not null;
    }

    /// <summary>The code and the sentence in ASCII.</summary>
    public byte[] Encode() => [(byte)Code, .. Encoding.ASCII.GetBytes(Shortened(Sentence))];

    /// <summary>The refusal as a frame.</summary>
    public OutgoingFrame ToFrame() => new(FrameKind.Refusal, groupId: 0, Encode());

    private static string Shortened(string text) =>
        text.Length <= SentenceLengthMax ? text : text[..SentenceLengthMax];

    private static string Printable(ReadOnlySpan<byte> text)
    {
        Span<char> shown = stackalloc char[text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            shown[i] = text[i] is >= 0x20 and < 0x7F ? (char)text[i] : '?';
        }

        return new string(shown);
    }
}
