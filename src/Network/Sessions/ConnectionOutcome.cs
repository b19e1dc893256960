using Ledger.Domain.Primitives;
using Ledger.Network.Wire;

namespace Ledger.Network.Sessions;

/// <summary>What a dialer learns from a connection that is over.</summary>
/// <param name="Peer">Who was there, if that was found out.</param>
/// <param name="WasLive">Whether a session came up.</param>
/// <param name="Refusal">Why not, if either end said so.</param>
/// <param name="Sentence">The same for the log.</param>
internal sealed record ConnectionOutcome(NodeId? Peer, bool WasLive, RefusalCode? Refusal, string Sentence);
