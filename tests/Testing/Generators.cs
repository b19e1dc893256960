using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;

namespace Ledger.Testing;

/// <summary>Values of the domain drawn from a seeded source, with the edges (zero, empty, greatest) drawn often.</summary>
public static class Generators
{
    /// <summary>Bytes of a length up to <paramref name="lengthMax"/>, often of the lengths where encodings change.</summary>
    public static byte[] Bytes(Random random, int lengthMax)
    {
        int length = random.Next(4) switch
        {
            0 => random.Next(3),
            1 => random.Next(54, 58),
            2 => random.Next(254, 258),
            _ => random.Next(lengthMax + 1),
        };
        return Exactly(random, Math.Min(length, lengthMax));
    }

    /// <summary>So many bytes.</summary>
    public static byte[] Exactly(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>A number, of every byte length alike.</summary>
    public static UInt256 Number(Random random) => random.Next(10) switch
    {
        0 => UInt256.Zero,
        1 => UInt256.MaxValue,
        _ => UInt256.FromBigEndian(Exactly(random, random.Next(UInt256.SizeBytes + 1))),
    };

    /// <summary>A number from 0 to 2^63 - 1.</summary>
    public static long NonNegative(Random random) => random.Next(10) switch
    {
        0 => 0,
        1 => long.MaxValue,
        _ => random.NextInt64() >> random.Next(63),
    };

    /// <summary>A hash.</summary>
    public static Hash256 Hash(Random random) => new(Exactly(random, Hash256.SizeBytes));

    /// <summary>An address.</summary>
    public static Address Address(Random random) => new(Exactly(random, Domain.Primitives.Address.SizeBytes));

    /// <summary>A node id; not a point of the curve.</summary>
    public static NodeId NodeId(Random random) => new(Exactly(random, Domain.Primitives.NodeId.SizeBytes));

    /// <summary>A list of up to <paramref name="countMax"/> values.</summary>
    public static T[] List<T>(Random random, int countMax, Func<Random, T> item)
    {
        var list = new T[random.Next(countMax + 1)];
        for (int i = 0; i < list.Length; i++)
        {
            list[i] = item(random);
        }

        return list;
    }

    /// <summary>An account.</summary>
    public static Account Account(Random random) => new(
        (ulong)NonNegative(random), Number(random), random.Next(2) == 0 ? default : Hash(random));

    /// <summary>The changes of a block.</summary>
    public static StateDiff StateDiff(Random random)
    {
        var diff = new StateDiff();
        for (int i = random.Next(8); i > 0; i--)
        {
            diff.Accounts[Address(random)] = random.Next(4) == 0 ? null : Account(random);
            diff.Storage[(Address(random), Number(random))] = Number(random);
            diff.Code[Hash(random)] = Bytes(random, 300);
        }

        return diff;
    }

    /// <summary>A header whose fields are unrelated.</summary>
    public static BlockHeader Header(Random random) => new()
    {
        ParentHash = Hash(random),
        StateRoot = Hash(random),
        TransactionsRoot = Hash(random),
        ReceiptsRoot = Hash(random),
        DbHash = Hash(random),
        LogsBloom = LogsBloom.FromBytes(Exactly(random, LogsBloom.SizeBytes)),
        Number = NonNegative(random),
        GasLimit = NonNegative(random),
        GasUsed = NonNegative(random),
        Timestamp = NonNegative(random),
        ExtraData = List<ReadOnlyMemory<byte>>(random, 3, source => Bytes(source, 300)),
        Sealer = random.Next(100),
        SealerList = List(random, 7, NodeId),
    };

    /// <summary>A proposal.</summary>
    public static Proposal Proposal(Random random) =>
        new(NonNegative(random), NonNegative(random), random.Next(100), List(random, 20, Hash))
        {
            Draw = Bytes(random, ProposalCodec.DrawSizeBytesMax),
        };

    /// <summary>A log entry.</summary>
    public static LogEntry Log(Random random) => new(Address(random), List(random, 4, Hash), Bytes(random, 300));

    /// <summary>A receipt.</summary>
    public static Receipt Receipt(Random random)
    {
        TransactionStatus[] statuses = Enum.GetValues<TransactionStatus>();
        return new Receipt(
            statuses[random.Next(statuses.Length)],
            NonNegative(random),
            random.Next(3) == 0 ? Address(random) : null,
            Bytes(random, 300),
            List(random, 3, Log),
            NonNegative(random));
    }

    /// <summary>An unsigned transaction of a format that can be signed.</summary>
    public static UnsignedTransaction Transaction(Random random, TransactionKind kind)
    {
        bool isFisco = kind == TransactionKind.Fisco;
        bool isTyped = kind is TransactionKind.AccessList or TransactionKind.DynamicFee or TransactionKind.SetCode;
        UInt256? chainId = kind == TransactionKind.Legacy ? ChainIdOfLegacy(random) : Number(random);
        return new UnsignedTransaction
        {
            Kind = kind,
            ChainId = chainId,
            Nonce = isFisco ? Number(random) >> 1 : (ulong)NonNegative(random),
            GasPrice = Number(random),
            MaxPriorityFeePerGas = Number(random),
            GasLimit = Number(random),
            To = random.Next(4) == 0 ? null : Address(random),
            Value = Number(random),
            Data = Bytes(random, 400),
            AccessList = isTyped ? List(random, 4, Entry) : [],
            AuthorizationList = kind == TransactionKind.SetCode ? List(random, 4, Authorization) : [],
            BlockLimit = isFisco ? Number(random) : UInt256.Zero,
            GroupId = isFisco ? Number(random) : UInt256.Zero,
            ExtraData = isFisco ? Bytes(random, 60) : default,
        };
    }

    /// <summary>A genesis within its limits.</summary>
    public static Genesis Genesis(Random random)
    {
        var allocations = new Dictionary<Address, UInt256>();
        for (int i = random.Next(5); i > 0; i--)
        {
            allocations[Address(random)] = Number(random) >> 8;
        }

        int timeout = random.Next(GenesisLimits.ConsensusTimeoutMinMs, GenesisLimits.ConsensusTimeoutMaxMs);
        return new Genesis
        {
            ChainId = random.NextInt64(1, GenesisLimits.ChainIdMax),
            GroupId = random.Next(1, GenesisLimits.GroupIdMax),
            Timestamp = random.NextInt64(GenesisLimits.TimestampMax),
            Sealers = [NodeId(random), .. List(random, 6, NodeId)],
            Observers = List(random, 3, NodeId),
            Governors = List(random, 3, Address),
            Consensus = (ConsensusAlgorithm)random.Next(3),
            Fork = (Fork)random.Next(7),
            BlockTransactionsMax = random.Next(1, GenesisLimits.BlockTransactionsMax),
            BlockGasLimit = random.NextInt64(2 * GenesisLimits.GasLimitMin, GenesisLimits.GasLimitMax),
            TransactionGasLimit = random.NextInt64(GenesisLimits.GasLimitMin, 2 * GenesisLimits.GasLimitMin),
            BlockSizeBytesMax = random.Next(GenesisLimits.BlockSizeBytesMin, GenesisLimits.BlockSizeBytesMax),
            ConsensusTimeoutMs = timeout,
            ConsensusTimeoutMaxMs = random.Next(timeout, GenesisLimits.ConsensusTimeoutMaxMs),
            BlockIntervalMs = random.Next(timeout / 2),
            SequenceWindow = random.Next(1, GenesisLimits.SequenceWindowMax),
            HeightsPerTurn = random.Next(1, GenesisLimits.HeightsPerTurnMax),
            EpochSealers = random.Next(GenesisLimits.SealersMax),
            EpochBlocks = random.Next(GenesisLimits.EpochBlocksMin, GenesisLimits.EpochBlocksMax),
            ActivationDelay = random.Next(GenesisLimits.SequenceWindowMax + 1, GenesisLimits.ActivationDelayMax),
            SnapshotBlocks = random.Next(GenesisLimits.SnapshotBlocksMax),
            BlockLimitWindow = random.Next(1, GenesisLimits.BlockLimitWindowMax),
            Allocations = allocations,
        };
    }

    /// <summary>An authorization tuple whose signature is nobody's.</summary>
    public static Authorization Authorization(Random random)
    {
        UInt256 chainId = Number(random);
        Address address = Address(random);
        ulong nonce = (ulong)NonNegative(random);
        return new Authorization
        {
            ChainId = chainId,
            Address = address,
            Nonce = nonce,
            YParity = (byte)random.Next(byte.MaxValue + 1),
            R = Number(random),
            S = Number(random),
            SigningHash = AuthorizationCodec.SigningHash(chainId, address, nonce, TestAccounts.Suite.Hash),
        };
    }

    private static AccessListEntry Entry(Random random) => new(Address(random), List(random, 4, Number));

    private static UInt256? ChainIdOfLegacy(Random random) =>
        random.Next(3) == 0 ? null : (ulong)random.NextInt64(long.MaxValue - 100);
}
