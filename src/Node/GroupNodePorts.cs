using Ledger.Domain.Cryptography;
using Ledger.Node.Ports;
using Microsoft.Extensions.Logging;

namespace Ledger.Node;

/// <summary>What one group's replica needs from outside.</summary>
/// <param name="Store">The ordered truth.</param>
/// <param name="Journal">This node's durable protocol record.</param>
/// <param name="StateStore">The versioned world state.</param>
/// <param name="Links">The peers.</param>
/// <param name="Signer">The node's key.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">The log.</param>
public sealed record GroupNodePorts(
    ILedgerStore Store,
    IVoteJournal Journal,
    IStateStore StateStore,
    IPeerLinks Links,
    ISigner Signer,
    TimeProvider Time,
    ILoggerFactory Loggers)
{
    /// <summary>The journal's witness outside the database; without one the node believes its journal.</summary>
    public IPromiseWitness? Witness { get; init; }

    /// <summary>The whole world state for snapshots; without it the node makes none.</summary>
    public ISnapshotSource? Snapshots { get; init; }

    /// <summary>What others need to see who seals which heights; without it the node shows nobody.</summary>
    public IProofSource? Proofs { get; init; }
}
