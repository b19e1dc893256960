using Ledger.Domain.Primitives;

namespace Ledger.Consensus;

/// <summary>A message whose every signature was checked against the sealer set. The type is the proof: only a verifier, or the
/// signer of own messages, makes one.</summary>
public sealed class VerifiedMessage
{
    internal VerifiedMessage(
        ConsensusMessage message, int sender, NodeId senderId, ReadOnlyMemory<byte> signature, ReadOnlyMemory<byte> bytes)
    {
        Message = message;
        Sender = sender;
        SenderId = senderId;
        Signature = signature;
        Bytes = bytes;
    }

    /// <summary>What was said.</summary>
    public ConsensusMessage Message { get; }

    /// <summary>Index of the sealer that signed.</summary>
    public int Sender { get; }

    /// <summary>The sealer that signed.</summary>
    public NodeId SenderId { get; }

    /// <summary>Its signature.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>The whole message as it goes over the wire.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }
}
