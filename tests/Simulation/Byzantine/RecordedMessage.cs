using Ledger.Node.Ports;

namespace Ledger.Simulation.Byzantine;

/// <summary>A message that was sent.</summary>
/// <param name="At">When.</param>
/// <param name="Message">The message.</param>
public sealed record RecordedMessage(TimeSpan At, PeerMessage Message);
