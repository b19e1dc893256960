using Ledger.Application.Messaging;
using Ledger.Node;
using Ledger.Node.Pool;

namespace Ledger.Application.Network;

/// <summary>What this node knows of its group and of itself.</summary>
public sealed record GetNode : IQuery<NodeView>;

internal sealed class GetNodeHandler(IChainStatus chain, IPoolReader pool) : IQueryHandler<GetNode, NodeView>
{
    public Task<Outcome<NodeView>> Handle(GetNode request, CancellationToken cancellationToken)
    {
        Outcome<NodeView> view = NodeView.Of(chain, pool);
        return Task.FromResult(view);
    }
}
