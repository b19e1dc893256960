namespace Ledger.Consensus;

/// <summary>Signs own messages and verifies those of peers for one group. Thread-safe; slow (signatures), so the shell calls it
/// outside the core.</summary>
public interface IMessageSeal
{
    /// <summary>Signs an own message.</summary>
    VerifiedMessage Sign(ConsensusMessage message);

    /// <summary>Decodes a peer's bytes and checks every signature in them; total.</summary>
    /// <param name="bytes">What came over the wire.</param>
    /// <param name="message">The message, <see langword="null"/> when refused.</param>
    /// <returns><see langword="null"/>, or why the message is refused, in one sentence.</returns>
    string? TryVerify(ReadOnlyMemory<byte> bytes, out VerifiedMessage? message);
}
