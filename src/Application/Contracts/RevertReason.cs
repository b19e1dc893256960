using System.Text;
using Ledger.Domain.Abi;

namespace Ledger.Application.Contracts;

/// <summary>Why a call reverted, as far as this node can tell.</summary>
/// <param name="Words">The reason for people: the text of <c>Error(string)</c>, the meaning of a <c>Panic(uint256)</c>, or a custom error as
/// a call, <c>InsufficientBalance(available: 1, required: 2)</c>. At most <see cref="TextMaxBytes"/> characters.</param>
/// <param name="Custom">The custom error with its values; <see langword="null"/> for Solidity's own two.</param>
public sealed record RevertReason(string Words, RevertPayload.Custom? Custom)
{
    /// <summary>The longest reason that is put into words, in bytes; the data always carries the whole.</summary>
    public const int TextMaxBytes = 4096;

    /// <summary>The longest payload that is decoded as a custom error, in bytes; a longer one is shown as its bytes.</summary>
    public const int CustomDataMaxBytes = 64 * 1024;

    /// <summary>Reads what a reverted call returned.</summary>
    /// <param name="output">Anything.</param>
    /// <param name="findError">The custom error with a selector; <see langword="null"/> when none is known.</param>
    /// <returns><see langword="null"/> when the payload is empty, an unknown error, damaged, or too long.</returns>
    public static RevertReason? Read(ReadOnlySpan<byte> output, Func<FunctionSelector, AbiError?> findError)
    {
        bool isShort = output.Length <= CustomDataMaxBytes;
        return RevertPayload.TryRead(output, selector => isShort ? findError(selector) : null, out RevertPayload? payload)
            ? new RevertReason(WordsOf(payload), payload as RevertPayload.Custom)
            : null;
    }

    private static ReadOnlySpan<char> Shortened(string words)
    {
        int length = TextMaxBytes - 1;
        return words.AsSpan(0, char.IsHighSurrogate(words[length - 1]) ? length - 1 : length);
    }

    private static string WordsOf(RevertPayload payload)
    {
        if (payload is RevertPayload.Message message && message.Text.Length > TextMaxBytes)
        {
            return Encoding.UTF8.GetString(message.Text.AsUtf8().AsSpan(0, TextMaxBytes));
        }

        string words = payload.Words;
        return words.Length <= TextMaxBytes ? words : string.Concat(Shortened(words), "…");
    }
}
