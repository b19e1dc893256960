using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Governance;

/// <summary>The stored form of a group's parameters: an RLP list of the fields in the order of <see cref="GroupParameters"/>.</summary>
public static class GroupParametersCodec
{
    /// <summary>Encodes parameters.</summary>
    public static byte[] Encode(GroupParameters parameters)
    {
        using var writer = new RlpWriter();
        Write(writer, parameters);
        return writer.ToArray();
    }

    /// <summary>Writes parameters into a list that is being written.</summary>
    internal static void Write(RlpWriter writer, GroupParameters parameters)
    {
        int list = writer.BeginList();
        writer.WriteInteger((ulong)parameters.Consensus);
        Write(writer, parameters.Sealers);
        Write(writer, parameters.Observers);
        foreach (long number in Numbers(parameters))
        {
            writer.WriteInteger(number);
        }

        writer.EndList(list);
    }

    /// <summary>Reads parameters; strict and total, and only such as are within their limits.</summary>
    internal static bool TryRead(ref RlpReader reader, out GroupParameters? parameters)
    {
        parameters = null;
        if (!reader.TryReadList(out RlpReader fields)
            || !fields.TryReadInt32(out int algorithm)
            || !TryRead(ref fields, out NodeId[] sealers)
            || !TryRead(ref fields, out NodeId[] observers))
        {
            return false;
        }

        Span<long> numbers = stackalloc long[NumbersCount];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!fields.TryReadInt64(out numbers[i]) || (IsInt32(i) && numbers[i] > int.MaxValue))
            {
                return false;
            }
        }

        GroupParameters read = Of((ConsensusAlgorithm)algorithm, sealers, observers, numbers);
        parameters = fields.IsAtEnd && GroupParametersCheck.Problem(read) is null ? read : null;
        return parameters is not null;
    }

    private const int NumbersCount = 11;

    // The third and the fourth are amounts of gas.
    private static bool IsInt32(int index) => index is not (2 or 3);

    private static long[] Numbers(GroupParameters parameters) =>
    [
        parameters.BlockTransactionsMax,
        parameters.BlockSizeBytesMax,
        parameters.BlockGasLimit,
        parameters.TransactionGasLimit,
        parameters.ConsensusTimeoutMs,
        parameters.ConsensusTimeoutMaxMs,
        parameters.BlockIntervalMs,
        parameters.SequenceWindow,
        parameters.HeightsPerTurn,
        parameters.EpochSealers,
        parameters.EpochBlocks,
    ];

    private static GroupParameters Of(
        ConsensusAlgorithm algorithm, NodeId[] sealers, NodeId[] observers, ReadOnlySpan<long> numbers) => new()
        {
            Consensus = algorithm,
            Sealers = sealers,
            Observers = observers,
            BlockTransactionsMax = (int)numbers[0],
            BlockSizeBytesMax = (int)numbers[1],
            BlockGasLimit = numbers[2],
            TransactionGasLimit = numbers[3],
            ConsensusTimeoutMs = (int)numbers[4],
            ConsensusTimeoutMaxMs = (int)numbers[5],
            BlockIntervalMs = (int)numbers[6],
            SequenceWindow = (int)numbers[7],
            HeightsPerTurn = (int)numbers[8],
            EpochSealers = (int)numbers[9],
            EpochBlocks = (int)numbers[10],
        };

    private static void Write(RlpWriter writer, IReadOnlyList<NodeId> nodes)
    {
        int list = writer.BeginList();
        foreach (NodeId node in nodes)
        {
            writer.WriteBytes(node.Bytes);
        }

        writer.EndList(list);
    }

    private static bool TryRead(ref RlpReader reader, out NodeId[] nodes)
    {
        nodes = [];
        if (!reader.TryReadList(out RlpReader items) || !items.TryCount(GenesisLimits.MembersMax, out int count))
        {
            return false;
        }

        nodes = new NodeId[count];
        for (int i = 0; i < count; i++)
        {
            if (!items.TryReadNodeId(out nodes[i]))
            {
                return false;
            }
        }

        return true;
    }
}
