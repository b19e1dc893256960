using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;

namespace Ledger.Network.Sessions;

/// <summary>What all sessions of one node share.</summary>
/// <param name="Self">This node.</param>
/// <param name="Limits">The limits.</param>
/// <param name="Handler">Who decides on peers and takes what they say.</param>
/// <param name="Time">The clock.</param>
/// <param name="Meter">The counters.</param>
/// <param name="Logger">The log.</param>
internal sealed record NetworkScope(
    NodeId Self,
    PeerLimits Limits,
    IPeerHandler Handler,
    TimeProvider Time,
    NetworkMeter Meter,
    ILogger Logger);
