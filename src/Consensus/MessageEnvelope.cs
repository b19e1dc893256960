namespace Ledger.Consensus;

/// <summary>A message as it stands on the wire or in the journal, its signatures not yet checked.</summary>
/// <typeparam name="TMessage">The algorithm's family of messages.</typeparam>
/// <param name="Message">What it says.</param>
/// <param name="Sender">Index of the sealer that is said to have signed it.</param>
/// <param name="Payload">The bytes that the signature covers.</param>
/// <param name="Signature">The signature; empty in the journal for an own message that was to be signed next.</param>
public sealed record MessageEnvelope<TMessage>(
    TMessage Message, int Sender, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Signature)
    where TMessage : ConsensusMessage;
