namespace Ledger.Domain.Governance;

/// <summary>What the sealers of a group may do wrong; the consensus algorithm says which of the two it withstands.</summary>
public enum FaultModel
{
    /// <summary>Anything: stop, lie, say two things. PBFT.</summary>
    Byzantine = 0,

    /// <summary>Stop and come back with what their disk holds, but never lie. Raft.</summary>
    Crash = 1,
}
