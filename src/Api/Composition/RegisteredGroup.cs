using Ledger.Api.Groups;
using Ledger.Domain.Governance;

namespace Ledger.Api.Composition;

/// <summary>A group as the node's folder remembers it.</summary>
/// <param name="Genesis">Its genesis.</param>
/// <param name="State">Running, stopped or removed.</param>
internal sealed record RegisteredGroup(Genesis Genesis, GroupState State);
