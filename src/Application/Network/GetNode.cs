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
        Outcome<NodeView> view = new NodeView
        {
            Genesis = chain.Genesis,
            GenesisHash = chain.GenesisHash,
            Self = chain.Self,
            Sealers = chain.Sealers,
            Parameters = chain.Parameters,
            Head = chain.Head,
            Consensus = chain.Consensus,
            Peers = chain.Peers,
            PeerProgress = chain.PeerProgress,
            PoolCount = pool.Count,
            CommitBacklog = chain.CommitBacklog,
            IsSyncing = chain.IsSyncing,
            HaltReason = chain.HaltReason,
        };
        return Task.FromResult(view);
    }
}
