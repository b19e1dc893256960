using Ledger.Domain.Primitives;

namespace Ledger.Application.Network;

/// <summary>A sealer whose word is missing.</summary>
/// <param name="Index">Its index in the sealer set.</param>
/// <param name="Id">Its node id.</param>
/// <param name="Name">Its name, or the start of its id when this node never had a link to it.</param>
/// <param name="Silent">How long ago this node heard it last; none for never since this node started.</param>
/// <param name="View">The view that it named last; -1 for none.</param>
public sealed record MissingSealer(int Index, NodeId Id, string Name, TimeSpan? Silent, long View);
