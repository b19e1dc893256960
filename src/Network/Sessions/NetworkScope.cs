using Ledger.Domain.Primitives;
using Ledger.Network.Groups;
using Microsoft.Extensions.Logging;

namespace Ledger.Network.Sessions;

/// <summary>What all sessions of one node share.</summary>
/// <param name="Self">This node.</param>
/// <param name="Limits">The limits.</param>
/// <param name="Admission">Who may have a session.</param>
/// <param name="Groups">Where messages go.</param>
/// <param name="Time">The clock.</param>
/// <param name="Meter">The counters.</param>
/// <param name="Logger">The log.</param>
internal sealed record NetworkScope(
    NodeId Self,
    PeerLimits Limits,
    IPeerAdmission Admission,
    GroupRouter Groups,
    TimeProvider Time,
    NetworkMeter Meter,
    ILogger Logger);
