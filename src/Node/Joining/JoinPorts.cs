using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;

namespace Ledger.Node.Joining;

/// <summary>What a start from a snapshot needs from outside.</summary>
/// <param name="Self">This node.</param>
/// <param name="Store">Where the snapshot goes.</param>
/// <param name="Links">The peers.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">The log.</param>
public sealed record JoinPorts(
    NodeId Self, ISnapshotStore Store, IPeerLinks Links, TimeProvider Time, ILoggerFactory Loggers);
