namespace Ledger.Consensus.Raft;

/// <summary>A message as it stands on the wire, its signatures not yet checked.</summary>
/// <param name="Message">What it says.</param>
/// <param name="Sender">Index of the sealer that is said to have signed it.</param>
/// <param name="Payload">The bytes that the signature covers.</param>
/// <param name="Signature">The signature.</param>
public sealed record RaftEnvelope(
    RaftMessage Message, int Sender, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Signature);
