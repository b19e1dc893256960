namespace Ledger.Consensus.Pbft;

/// <summary>A ViewChange as part of a NewView, with the signature of its sender.</summary>
/// <param name="Sender">Index of the sealer that signed it.</param>
/// <param name="Message">The message.</param>
/// <param name="Signature">Its signature.</param>
public sealed record SignedViewChange(int Sender, PbftMessage.ViewChange Message, ReadOnlyMemory<byte> Signature);
