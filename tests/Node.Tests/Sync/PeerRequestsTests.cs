using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Epochs;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node.Sync;
using Ledger.Node.Wire;
using Ledger.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests.Sync;

public sealed class PeerRequestsTests : IDisposable
{
    private static readonly Hash256[] Wanted = [TestAccounts.Suite.Hash.Hash([1]), TestAccounts.Suite.Hash.Hash([2])];

    private readonly SealerSet _sealers;
    private readonly Links _links = new();
    private readonly ChainState _state;
    private readonly PeerRequests _requests;

    public PeerRequestsTests()
    {
        Genesis genesis = TestAccounts.Genesis(4);
        (Block block, IReadOnlyList<StateWrite> _) = GenesisBlock.Create(genesis, TestAccounts.Suite);
        _sealers = genesis.SealerSet();
        var epochs = new EpochBook([new Epoch(1, _sealers, genesis.Parameters())], 100);
        var group = new GroupContext(genesis, block.Hash, TestAccounts.Suite, epochs);
        var head = new ChainHead(block.Hash, block.Header, BlockCertificate.None);
        _state = new ChainState(group, _sealers[1], head, _links, TimeProvider.System);
        _requests = new PeerRequests(
            group, _state, _links, new TransactionGossip(group, _links, TimeProvider.System, NullLogger.Instance));
    }

    public void Dispose() => _state.Dispose();

    [Fact]
    public void Bodies_that_came_in_the_meantime_are_not_asked_for()
    {
        _requests.AskBodiesNotTold(2, () => []);
        Assert.Empty(_links.Sent);
        _requests.AskBodiesNotTold(2, () => Wanted);
        Assert.Single(_links.Sent);
    }

    [Fact]
    public void Bodies_are_asked_of_the_named_sealer_in_one_question()
    {
        Assert.True(_requests.AskBodies(2, Wanted));

        (NodeId to, PeerMessage message) = Assert.Single(_links.Sent);
        Assert.Equal(_sealers[2], to);
        Assert.Equal(PeerMessageKind.BodyRequest, message.Kind);
        Assert.True(HashList.TryDecode(message.Payload.Span, out List<Hash256> asked));
        Assert.Equal(Wanted, asked);
    }

    [Fact]
    public void This_node_and_sealers_without_a_link_are_passed_over()
    {
        _links.Cut.Add(_sealers[2]);
        Assert.True(_requests.AskBodies(1, Wanted));
        Assert.Equal(_sealers[3], Assert.Single(_links.Sent).To);

        _links.Cut.UnionWith(_sealers.Members);
        Assert.False(_requests.AskBodies(1, Wanted));
    }

    [Fact]
    public void Every_other_sealer_is_asked_in_turn_for_bodies_that_stay_away()
    {
        var proposal = new Proposal(1, 1, 0, Wanted);
        for (int turn = 1; turn <= 4; turn++)
        {
            _requests.AskMissing([(proposal, Wanted)], turn);
        }

        Assert.Equal([_sealers[2], _sealers[2], _sealers[3], _sealers[0]], _links.Sent.Select(item => item.To));
    }

    [Fact]
    public void The_leader_alone_is_reminded_of_transactions_and_this_node_not_of_its_own()
    {
        ReadOnlyMemory<byte>[] overdue = [new byte[] { 1 }, new byte[] { 2, 3 }];
        _state.SetConsensus(new ConsensusStatus(1, 0, 1, "Idle", [], 0, 0));
        _requests.Remind(overdue);
        _state.SetConsensus(new ConsensusStatus(1, 0, -1, "Election", [], 0, 0));
        _requests.Remind(overdue);
        _state.SetConsensus(new ConsensusStatus(1, 0, 3, "Idle", [], 0, 0));
        _requests.Remind([]);
        Assert.Empty(_links.Sent);

        _requests.Remind(overdue);
        (NodeId to, PeerMessage message) = Assert.Single(_links.Sent);
        Assert.Equal((_sealers[3], PeerMessageKind.Transactions), (to, message.Kind));
        Assert.True(TransactionList.TryDecode(message.Payload.Span, out List<ReadOnlyMemory<byte>> told));
        Assert.Equal(overdue.Select(raw => raw.ToArray()), told.Select(raw => raw.ToArray()));
    }

    private sealed class Links : IPeerLinks
    {
        public List<(NodeId To, PeerMessage Message)> Sent { get; } = [];

        public HashSet<NodeId> Cut { get; } = [];

        public IReadOnlyList<PeerSession> Sessions => [];

        public bool TrySend(in NodeId to, PeerMessage message)
        {
            if (Cut.Contains(to))
            {
                return false;
            }

            Sent.Add((to, message));
            return true;
        }

        public void Broadcast(PeerMessage message)
        {
        }
    }
}
