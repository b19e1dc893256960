using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Epochs;
using Ledger.Node.Loop;
using Ledger.Node.Ports;
using Ledger.Node.Reads;
using Ledger.Node.Wire;
using Ledger.Testing;

namespace Ledger.Node.Tests.Reads;

/// <summary>A node that follows asks its leader where the newest acknowledged write is.</summary>
public sealed class ReadDeskTests : IDisposable
{
    private readonly ManualTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly QuestionLinks _links = new();
    private readonly GroupContext _group;
    private readonly SealerSet _sealers;
    private readonly ChainState _state;

    public ReadDeskTests()
    {
        Genesis genesis = TestAccounts.Genesis(3) with { Consensus = ConsensusAlgorithm.Raft };
        (Block block, _) = GenesisBlock.Create(genesis, TestAccounts.Suite);
        _sealers = genesis.SealerSet();
        var epochs = new EpochBook([new Epoch(1, _sealers, genesis.Parameters())], 100);
        _group = new GroupContext(genesis, block.Hash, TestAccounts.Suite, epochs);
        _state = new ChainState(
            _group, _sealers[1], new ChainHead(block.Hash, block.Header, BlockCertificate.None), _links, _time);
        _state.SetConsensus(new ConsensusStatus(1, 1, 0, "Idle", [], 0, 0));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task The_leaders_answer_counts_and_a_refusal_says_so()
    {
        ReadDesk desk = Start();
        Task<ReadAnswer> good = desk.AskAsync(Token);
        Task<ReadAnswer> refused = desk.AskAsync(Token);
        Answer(desk, _sealers[2], 0, 7);
        Answer(desk, _sealers[0], 0, 0);
        Answer(desk, _sealers[0], 1, null);

        Assert.Equal(0, (await good).Number);
        Assert.Equal("the node that was asked does not lead any more", (await refused).Refusal);
    }

    /// <summary>An answer to a question of the run before the restart names a height that was committed then.</summary>
    [Fact]
    public async Task An_answer_to_a_question_of_the_last_run_answers_none_of_this_one()
    {
        _ = Start().AskAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(1));
        ReadDesk restarted = Start();
        Task<ReadAnswer> asked = restarted.AskAsync(Token);

        Answer(restarted, _sealers[0], 0, 0);
        Assert.False(asked.IsCompleted);
        Answer(restarted, _sealers[0], 1, 0);
        Assert.Equal(0, (await asked).Number);
    }

    private ReadDesk Start() => new(_group, _state, new Inbox(), _links, _time);

    /// <summary>Answers the question with a place among all that were sent.</summary>
    private void Answer(ReadDesk desk, NodeId from, int question, long? number)
    {
        Assert.True(ReadIndexMessage.TryDecode(_links.Questions[question].Span, out ReadIndexMessage asked));
        Assert.True(desk.OnResponse(from, new ReadIndexMessage(asked.Id, number).Encode()));
    }

    private sealed class QuestionLinks : IPeerLinks
    {
        public List<ReadOnlyMemory<byte>> Questions { get; } = [];

        public IReadOnlyList<PeerSession> Sessions => [];

        public bool TrySend(in NodeId to, PeerMessage message)
        {
            Questions.Add(message.Payload);
            return true;
        }

        public void Broadcast(PeerMessage message)
        {
        }
    }
}
