using Ledger.Consensus.Pbft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Events;
using Ledger.Testing.Consensus;

namespace Ledger.Consensus.Tests.Scenarios;

/// <summary>One real core whose peers are played by a script: journal, own messages that loop back, and words for what it does.</summary>
internal sealed class ScenarioReplica
{
    private readonly List<ConsensusEvent> _journal = [];
    private readonly List<CertifiedHeader> _chain;
    private readonly Dictionary<ConsensusTimerKind, ConsensusTimer> _timers = [];
    private readonly Dictionary<(int Sealer, long View), SignedViewChange> _viewChanges = [];
    private readonly Dictionary<long, CertifiedHeader> _executed = [];
    private readonly List<string> _said = [];
    private readonly ScenarioWords _words;
    private readonly PbftOptions _options;
    private readonly int _self;
    private PbftCore _core;
    private TimeSpan _now;

    public ScenarioReplica(int sealers, int self, PbftOptions options)
    {
        Group = new TestGroup(sealers);
        _self = self;
        _options = options;
        _chain = [Group.Genesis];
        _words = new ScenarioWords();
        _core = NewCore();
    }

    public TestGroup Group { get; }

    public IReadOnlyList<ConsensusEvent> Journal => _journal;

    public PbftCore Core => _core;

    /// <summary>What it did since the last call.</summary>
    public IReadOnlyList<string> TakeWords()
    {
        string[] words = [.. _said];
        _said.Clear();
        return words;
    }

    public void Start() => Step(new ConsensusInput.Started());

    /// <summary>Power loss and restart: everything but journal and store is gone.</summary>
    public void Restart()
    {
        _core = NewCore();
        _timers.Clear();
        foreach (ConsensusEvent fact in _journal.ToList())
        {
            Assert.Empty(_core.Step(_now, new ConsensusInput.Replayed(fact)));
        }

        Start();
    }

    public void Step(ConsensusInput input)
    {
        _now += TimeSpan.FromSeconds(2);
        foreach (ConsensusEffect effect in _core.Step(_now, input))
        {
            Do(effect);
        }
    }

    public VerifiedMessage Sign(int sealer, ConsensusMessage message)
    {
        Assert.Null(TrySign(sealer, message, out VerifiedMessage? verified));
        return verified!;
    }

    /// <summary>Takes a message of a sealer as the node does: what its seal refuses never reaches the core.</summary>
    public void Receive(int sealer, ConsensusMessage message)
    {
        if (TrySign(sealer, message, out VerifiedMessage? verified) is string reason)
        {
            _said.Add($"refused {reason}");
            return;
        }

        Step(new ConsensusInput.MessageReceived(verified!));
    }

    /// <summary>The content with a name: the name is its one transaction.</summary>
    public ChosenProposal Content(string name, long number, int sealer = -1) => _words.Content(name, number, sealer);

    /// <summary>The content with a name as a leader offers it.</summary>
    public PbftMessage.PrePrepare PrePrepare(string name, long number, long view) => new(
        view, Content(name, number, Leadership.OfHeight(number, view, Group.Sealers.Count, _options.HeightsPerTurn)).Proposal);

    public PreparedCertificate Certificate(string name, long number, long view, params int[] sealers)
    {
        ChosenProposal content = Content(name, number);
        var prepare = new PbftMessage.Prepare(number, view, content.Digest);
        return new PreparedCertificate(
            view,
            content.Proposal,
            content.Digest,
            [.. sealers.Select(sealer => new SealerSignature(sealer, Sign(sealer, prepare).Signature))]);
    }

    public PbftMessage.ViewChange ViewChange(long view, params PreparedCertificate[] prepared) =>
        new(view, _chain[^1], prepared);

    public PbftMessage.Status Status() => new(0, true, _chain[^1]);

    public PbftMessage.NewView NewView(long view, IEnumerable<int> sealers) =>
        new(view, [.. sealers.Select(sealer => _viewChanges[(sealer, view)])]);

    /// <summary>The header of a content on top of the block that the store holds, or else this node executed, below it.</summary>
    public BlockHeader HeaderOf(string name, long number)
    {
        CertifiedHeader parent = number <= _chain.Count ? _chain[(int)number - 1] : _executed[number - 1];
        return Group.Execute(parent, number, Content(name, number).Digest);
    }

    public void Executed(string name, long number)
    {
        BlockHeader header = HeaderOf(name, number);
        _executed[number] = new CertifiedHeader(header, TestGroup.HashOf(header), BlockCertificate.None);
        Step(new ConsensusInput.Executed(number, Content(name, number).Digest, TestGroup.HashOf(header), header));
    }

    public void Committed(string name, long number, params int[] sealers)
    {
        CertifiedHeader block = Group.Certify(HeaderOf(name, number), sealers);
        _chain.Add(block);
        Step(new ConsensusInput.Committed(number, block.Hash, block.Certificate, block.Header));
    }

    public void Elapse(ConsensusTimerKind kind) => Step(new ConsensusInput.TimerElapsed(_timers[kind]));

    private string? TrySign(int sealer, ConsensusMessage message, out VerifiedMessage? verified)
    {
        var seal = new PbftSeal(Group.Identity, Group.Sealers, TestGroup.Suite, Group.Signers[sealer])
        {
            HeightsPerTurn = _options.HeightsPerTurn,
        };
        VerifiedMessage made = seal.Sign(message);
        if (message is PbftMessage.ViewChange change)
        {
            _viewChanges[(sealer, change.View)] = new SignedViewChange(sealer, change, made.Signature);
        }

        return seal.TryVerify(made.Bytes, out verified);
    }

    private PbftCore NewCore() => new(_options, Group.Sealers, _self, _chain[^1], TestGroup.Suite.Hash);

    private void Do(ConsensusEffect effect)
    {
        _said.Add(_words.Of(effect));
        switch (effect)
        {
            case ConsensusEffect.Persist persist:
                _journal.Add(persist.Event);
                break;
            case ConsensusEffect.SetTimer timer:
                _timers[timer.Timer.Kind] = timer.Timer;
                break;
            case ConsensusEffect.Broadcast broadcast:
                Receive(_self, broadcast.Message);
                break;
        }
    }
}
