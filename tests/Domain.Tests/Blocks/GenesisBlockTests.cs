using Ledger.Crypto;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Blocks;

public sealed class GenesisBlockTests
{
    private static readonly Genesis Base = Generators.Genesis(new Random(1)) with
    {
        Allocations = new Dictionary<Address, UInt256> { [Address.Zero] = 5 },
    };

    /// <summary>One changed genesis for each property: a new property without a row here fails the test below.</summary>
    private static readonly Dictionary<string, Genesis> Changed = new()
    {
        [nameof(Genesis.ChainId)] = Base with { ChainId = Base.ChainId + 1 },
        [nameof(Genesis.FiscoChainId)] = Base with { FiscoChainId = Base.ChainId + 1 },
        [nameof(Genesis.GroupId)] = Base with { GroupId = Base.GroupId + 1 },
        [nameof(Genesis.Timestamp)] = Base with { Timestamp = Base.Timestamp + 1 },
        [nameof(Genesis.Sealers)] = Base with { Sealers = [.. Base.Sealers, NodeId.Zero] },
        [nameof(Genesis.Observers)] = Base with { Observers = [.. Base.Observers, NodeId.Zero] },
        [nameof(Genesis.Governors)] = Base with { Governors = [.. Base.Governors, Address.Zero] },
        [nameof(Genesis.Consensus)] =
            Base with { Consensus = (ConsensusAlgorithm)(((int)Base.Consensus + 1) % 3) },
        [nameof(Genesis.BlockSizeBytesMax)] = Base with { BlockSizeBytesMax = Base.BlockSizeBytesMax + 1 },
        [nameof(Genesis.ConsensusTimeoutMaxMs)] = Base with { ConsensusTimeoutMaxMs = Base.ConsensusTimeoutMaxMs + 1 },
        [nameof(Genesis.BlockIntervalMs)] = Base with { BlockIntervalMs = Base.BlockIntervalMs + 1 },
        [nameof(Genesis.SequenceWindow)] = Base with { SequenceWindow = Base.SequenceWindow + 1 },
        [nameof(Genesis.HeightsPerTurn)] = Base with { HeightsPerTurn = Base.HeightsPerTurn + 1 },
        [nameof(Genesis.EpochSealers)] = Base with { EpochSealers = Base.EpochSealers + 1 },
        [nameof(Genesis.EpochBlocks)] = Base with { EpochBlocks = Base.EpochBlocks + 1 },
        [nameof(Genesis.ActivationDelay)] = Base with { ActivationDelay = Base.ActivationDelay + 1 },
        [nameof(Genesis.SnapshotBlocks)] = Base with { SnapshotBlocks = Base.SnapshotBlocks + 1 },
        [nameof(Genesis.Fork)] = Base with { Fork = (Fork)(((int)Base.Fork + 1) % 7) },
        [nameof(Genesis.BlockTransactionsMax)] = Base with { BlockTransactionsMax = Base.BlockTransactionsMax + 1 },
        [nameof(Genesis.BlockGasLimit)] = Base with { BlockGasLimit = Base.BlockGasLimit + 1 },
        [nameof(Genesis.TransactionGasLimit)] = Base with { TransactionGasLimit = Base.TransactionGasLimit + 1 },
        [nameof(Genesis.ConsensusTimeoutMs)] = Base with { ConsensusTimeoutMs = Base.ConsensusTimeoutMs + 1 },
        [nameof(Genesis.BlockLimitWindow)] = Base with { BlockLimitWindow = Base.BlockLimitWindow + 1 },
        [nameof(Genesis.Allocations)] =
            Base with { Allocations = new Dictionary<Address, UInt256> { [Address.Zero] = 6 } },
    };

    [Fact]
    public void Every_property_of_the_genesis_is_in_the_hash_of_block_0()
    {
        Assert.Equal(typeof(Genesis).GetProperties().Select(property => property.Name).Order(), Changed.Keys.Order());
        var hashes = new HashSet<Hash256> { HashOf(Base) };
        Assert.All(Changed, change => Assert.True(hashes.Add(HashOf(change.Value)), change.Key));
    }

    [Fact]
    public void The_order_in_which_sealers_and_balances_are_listed_does_not_matter() => SeededCases.Run(100, random =>
    {
        Genesis genesis = Generators.Genesis(random);
        Genesis reversed = genesis with
        {
            Sealers = [.. genesis.Sealers.Reverse()],
            Allocations = genesis.Allocations.Reverse().ToDictionary(),
        };
        Assert.Equal(HashOf(genesis), HashOf(reversed));
    });

    [Fact]
    public void Block_0_is_FISCO_BCOS_shaped()
    {
        (Block block, IReadOnlyList<StateWrite> writes) = GenesisBlock.Create(Base, CryptoSuites.Secp256k1);
        Assert.Equal(0, block.Number);
        Assert.Equal(Base.Timestamp, block.Header.Timestamp);
        Assert.Empty(block.Header.SealerList);
        Assert.True(block.Header.ParentHash.IsZero);
        Assert.Equal(HeaderCodec.Hash(block.Header, CryptoSuites.Secp256k1.Hash), block.Hash);
        string mark = System.Text.Encoding.ASCII.GetString(Assert.Single(block.Header.ExtraData).Span);
        string sealers = string.Concat(Base.Sealers.Order().Select(sealer => sealer.ToString()[2..] + ","));
        Assert.StartsWith($"{Base.GroupId}-{sealers}-{ConsensusAlgorithmNames.Of(Base.Consensus)}-storage-0-{Base.BlockTransactionsMax}-", mark, StringComparison.Ordinal);
        Assert.All(mark, character => Assert.InRange(character, ' ', '~'));

        StateWrite write = Assert.Single(writes, write => write.Key == StateKey.ForAccount(Address.Zero));
        Assert.True(AccountCodec.TryDecode(write.Value.Span, out Account account));
        Assert.Equal(new Account(0, 5, default), account);
    }

    [Fact]
    public void The_block_0_of_the_most_sealers_can_be_decoded()
    {
        Genesis genesis = Base with
        {
            Sealers = [.. Enumerable.Range(0, GenesisLimits.SealersMax).Select(i => Generators.NodeId(new Random(i)))],
        };
        (Block block, _) = GenesisBlock.Create(genesis, CryptoSuites.Secp256k1);
        Assert.True(HeaderCodec.TryDecode(HeaderCodec.Encode(block.Header), out _));
    }

    private static Hash256 HashOf(Genesis genesis) => GenesisBlock.Create(genesis, CryptoSuites.Secp256k1).Block.Hash;
}
