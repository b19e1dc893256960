using Ledger.Domain.Primitives;

namespace Ledger.Network;

/// <summary>Decides which nodes may have a link to this one at all; what they may say is each group's to decide.</summary>
public interface IPeerAdmission
{
    /// <summary>Whether a peer is a member of any group of this node.</summary>
    bool MayConnect(in NodeId peer);
}
