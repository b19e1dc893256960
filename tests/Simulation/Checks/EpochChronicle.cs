using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Consensus.Pbft;
using Ledger.Consensus.Rotation;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Epochs;
using Ledger.Node.Ports;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Checks;

/// <summary>Who seals which height, computed from the stored blocks alone: from what they decided and from what their proposers drew.</summary>
public sealed class EpochChronicle
{
    private readonly GroupSetup _setup;
    private readonly List<Epoch> _epochs = [];
    private readonly List<Hash256> _hashes = [];
    private readonly Dictionary<long, IMessageSeal> _seals = [];
    private GovernanceSchedule _schedule;

    /// <summary>Begins with the epochs that block 0 decides.</summary>
    /// <param name="setup">The group.</param>
    public EpochChronicle(GroupSetup setup)
    {
        _setup = setup;
        _schedule = GovernanceSchedule.Of(setup.Genesis.Parameters());
        (Block block, _) = GenesisBlock.Create(setup.Genesis, setup.Suite.Suite);
        _hashes.Add(block.Hash);
        for (long number = 1; number <= setup.Genesis.ActivationDelay; number++)
        {
            Begin(number, block.Header);
        }
    }

    /// <summary>Every epoch that is known, ascending.</summary>
    public IReadOnlyList<Epoch> Epochs => _epochs;

    /// <summary>The parameters decided last, in effect or not yet.</summary>
    public GroupParameters Latest => _schedule.Latest;

    /// <summary>The epoch of a height that lies an activation delay above the last block at most.</summary>
    public Epoch At(long number) => _epochs.Last(epoch => epoch.First <= number);

    /// <summary>The epoch that begins at a height, once the block below it is stored; before that nobody can speak in it.</summary>
    public Epoch? Find(long first) =>
        first <= _hashes.Count ? _epochs.Find(epoch => epoch.First == first) : null;

    /// <summary>Checks the signatures of an epoch's messages.</summary>
    /// <param name="epoch">An epoch that <see cref="Find"/> gave.</param>
    public IMessageSeal Seal(Epoch epoch)
    {
        if (!_seals.TryGetValue(epoch.First, out IMessageSeal? seal))
        {
            seal = Seal(epoch, _setup.Members[0]);
            _seals.Add(epoch.First, seal);
        }

        return seal;
    }

    /// <summary>Signs an epoch's messages with a key.</summary>
    /// <param name="epoch">An epoch that <see cref="Find"/> gave.</param>
    /// <param name="signer">The key.</param>
    public IMessageSeal Seal(Epoch epoch, ISigner signer) =>
        new ConsensusAlgorithms(_setup.Identity, _setup.Suite.Suite, signer, new PbftOptions()).Seal(epoch, BaseOf(epoch));

    /// <summary>Takes the block after the last one.</summary>
    /// <returns>What is wrong with what its proposer drew, or <see langword="null"/>.</returns>
    public string? Add(FinalBlock stored)
    {
        BlockHeader header = stored.Block.Header;
        string? wrong = CheckDraw(stored.Block);
        _hashes.Add(stored.Block.Hash);
        ReadSchedule(stored.Writes);
        Begin(header.Number + _setup.Genesis.ActivationDelay, header);
        return wrong;
    }

    private EpochBase BaseOf(Epoch epoch) => new(epoch.First - 1, _hashes[(int)epoch.First - 1]);

    private void Begin(long number, BlockHeader decider)
    {
        if (EpochRules.FirstOf(_schedule, number) == number)
        {
            _epochs.Add(EpochRules.Of(_schedule, number, EpochSeed.Of(decider, _setup.Suite.Suite), _setup.Suite));
        }
    }

    /// <summary>A draw is its proposer's own for this height; only the empty block that a view change leaves has none.</summary>
    private string? CheckDraw(Block block)
    {
        Epoch epoch = At(block.Number);
        ReadOnlyMemory<byte> draw = GroupIdentity.DrawIn(block.Header);
        var draws = EpochDraws.Of(_setup.Identity, epoch, BaseOf(epoch), _setup.Suite.Suite);
        bool isRight = draw.IsEmpty
            ? draws is null || block.Transactions.Count == 0
            : draws is not null && draws.IsIn(
                new Proposal(block.Number, block.Header.Timestamp, (int)block.Header.Sealer, []) { Draw = draw });
        return isRight ? null : $"Block {block.Number} carries a draw of {draw.Length} bytes that is not sealer {block.Header.Sealer}'s.";
    }

    private void ReadSchedule(IReadOnlyList<StateWrite> writes)
    {
        var key = StateKey.ForAccount(GovernanceRecord.SystemConfigAddress);
        foreach (StateWrite write in writes.Where(write => write.Key == key))
        {
            if (AccountCodec.TryDecode(write.Value.Span, out Account config)
                && writes.FirstOrDefault(other => other.Key == StateKey.ForCode(config.CodeHash)) is StateWrite code
                && GovernanceRecord.TryRead(code.Value.Span, out GovernanceSchedule? schedule))
            {
                _schedule = schedule!;
            }
        }
    }
}
