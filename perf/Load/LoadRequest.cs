using Ledger.Domain.Primitives;

namespace Ledger.Load;

/// <summary>One request, ready to be written to a socket.</summary>
/// <param name="Bytes">The HTTP request.</param>
/// <param name="Hashes">The transactions in it.</param>
internal sealed record LoadRequest(byte[] Bytes, IReadOnlyList<Hash256> Hashes)
{
    /// <summary>When it was first written; a time stamp of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long SentAt { get; set; }

    /// <summary>How long the answer took, in the stopwatch's ticks.</summary>
    public long AnsweredAfter { get; set; }
}
