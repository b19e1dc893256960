using System.Globalization;

namespace Ledger.Domain.Governance;

/// <summary>The names under which a group's parameters are read and set: FISCO BCOS 2.x's, and this ledger's own beside them.</summary>
public static class ParameterKeys
{
    private const int MsPerSecond = 1000;

    /// <summary>All keys.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "tx_count_limit", "tx_gas_limit", "consensus_timeout", "rpbft_epoch_sealer_num", "rpbft_epoch_block_num",
        "consensus_type", "block_size_limit", "block_gas_limit", "block_interval_ms", "consensus_timeout_ms",
        "consensus_timeout_max_ms", "sequence_window", "heights_per_turn",
    ];

    /// <summary>The value of a key; <see langword="null"/> when there is no such key.</summary>
    public static string? Get(GroupParameters parameters, string key) => key switch
    {
        "tx_count_limit" => Text(parameters.BlockTransactionsMax),
        "tx_gas_limit" => Text(parameters.TransactionGasLimit),
        "consensus_timeout" => Text(parameters.ConsensusTimeoutMs / MsPerSecond),
        "rpbft_epoch_sealer_num" => Text(
            parameters.EpochSealers == 0 ? parameters.Sealers.Count : parameters.EpochSealers),
        "rpbft_epoch_block_num" => Text(parameters.EpochBlocks),
        "consensus_type" => ConsensusAlgorithmNames.Of(parameters.Consensus),
        "block_size_limit" => Text(parameters.BlockSizeBytesMax),
        "block_gas_limit" => Text(parameters.BlockGasLimit),
        "block_interval_ms" => Text(parameters.BlockIntervalMs),
        "consensus_timeout_ms" => Text(parameters.ConsensusTimeoutMs),
        "consensus_timeout_max_ms" => Text(parameters.ConsensusTimeoutMaxMs),
        "sequence_window" => Text(parameters.SequenceWindow),
        "heights_per_turn" => Text(parameters.HeightsPerTurn),
        _ => null,
    };

    /// <summary>Parameters with one changed.</summary>
    /// <returns><see langword="null"/> when there is no such key, the value is none for it, or the limits do not allow it.</returns>
    public static GroupParameters? TrySet(GroupParameters parameters, string key, string value)
    {
        GroupParameters? changed = key == "consensus_type"
            ? ConsensusAlgorithmNames.TryParse(value, out ConsensusAlgorithm algorithm)
                ? parameters with { Consensus = algorithm }
                : null
            : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? TrySet(parameters, key, number)
                : null;
        return changed is not null && GroupParametersCheck.Problem(changed) is null ? changed : null;
    }

    private static GroupParameters? TrySet(GroupParameters parameters, string key, long value)
    {
        if (key == "tx_gas_limit")
        {
            return parameters with { TransactionGasLimit = value };
        }

        if (key == "block_gas_limit")
        {
            return parameters with { BlockGasLimit = value };
        }

        if (value > int.MaxValue)
        {
            return null;
        }

        int number = (int)value;
        return key switch
        {
            "tx_count_limit" => parameters with { BlockTransactionsMax = number },
            "consensus_timeout" when number <= int.MaxValue / MsPerSecond => WithTimeout(parameters, number * MsPerSecond),
            "consensus_timeout_ms" => WithTimeout(parameters, number),
            "rpbft_epoch_sealer_num" => parameters with { EpochSealers = number },
            "rpbft_epoch_block_num" => parameters with { EpochBlocks = number },
            "block_size_limit" => parameters with { BlockSizeBytesMax = number },
            "block_interval_ms" => parameters with { BlockIntervalMs = number },
            "consensus_timeout_max_ms" => parameters with { ConsensusTimeoutMaxMs = number },
            "sequence_window" => parameters with { SequenceWindow = number },
            "heights_per_turn" => parameters with { HeightsPerTurn = number },
            _ => null,
        };
    }

    // FISCO's key knows no cap: it moves with the timeout that would pass it.
    private static GroupParameters WithTimeout(GroupParameters parameters, int timeout) => parameters with
    {
        ConsensusTimeoutMs = timeout,
        ConsensusTimeoutMaxMs = Math.Max(parameters.ConsensusTimeoutMaxMs, timeout),
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
