using System.Text;
using Ledger.Domain.Abi;

namespace Ledger.Application.Contracts;

/// <summary>Puts the two revert payloads that Solidity itself makes into words: <c>Error(string)</c> and <c>Panic(uint256)</c>.</summary>
public static class RevertReason
{
    /// <summary>The longest reason that is put into words, in bytes; the data always carries the whole.</summary>
    public const int TextMaxBytes = 4096;

    /// <summary>The reason; <see langword="null"/> when the payload is empty, a custom error, or not ABI-encoded.</summary>
    public static string? Decode(ReadOnlySpan<byte> output) =>
        !RevertPayload.TryRead(output, out RevertPayload? payload) ? null
        : payload is RevertPayload.Message message && message.Text.Length > TextMaxBytes
        ? Encoding.UTF8.GetString(message.Text.AsUtf8().AsSpan(0, TextMaxBytes))
        : payload.Words;
}
