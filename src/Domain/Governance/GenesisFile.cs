using System.Buffers;
using System.Text.Json;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Governance;

/// <summary>The text of <c>genesis.json</c>: one JSON object with the properties of <see cref="Genesis"/> in camel case.</summary>
/// <remarks>Every property must be there, but for <c>fiscoChainId</c> where it equals <c>chainId</c>, and no other may: members agree on a file, not on what a version of this software
/// fills in. Enums are written by name, addresses and node ids as <c>0x</c> hexadecimal, balances as <c>0x</c> hexadecimal or
/// decimal text.</remarks>
public static class GenesisFile
{
    /// <summary>The longest text accepted, in characters.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    private static readonly JsonWriterOptions WriterOptions = new() { Indented = true, NewLine = "\n" };

    private static readonly JsonDocumentOptions ReaderOptions = new() { MaxDepth = 3, AllowDuplicateProperties = false };

    /// <summary>Writes a genesis; equal ones give equal text.</summary>
    public static string Write(Genesis genesis)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            Write(writer, genesis);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>Reads a genesis.</summary>
    /// <exception cref="FormatException">The text is not a genesis; the message names the property.</exception>
    public static Genesis Parse(string json) => TryParse(json, out Genesis? genesis, out string? problem)
        ? genesis!
        : throw new FormatException(problem);

    /// <summary>Reads a genesis; total.</summary>
    /// <param name="json">The text.</param>
    /// <param name="genesis">The genesis, <see langword="null"/> when refused.</param>
    /// <param name="problem">One sentence that names the property and what it should be; <see langword="null"/> when accepted.</param>
    public static bool TryParse(string json, out Genesis? genesis, out string? problem)
    {
        genesis = null;
        if (json.Length > MaxLength)
        {
            problem = $"The genesis is longer than {MaxLength} characters.";
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(json, ReaderOptions);
            var reader = new GenesisReader(document.RootElement);
            Genesis candidate = Read(reader);
            problem = reader.Problem;
            genesis = problem is null ? candidate : null;
        }
        catch (JsonException exception)
        {
            problem = $"The genesis is not JSON that can be read: {exception.Message}";
        }

        return genesis is not null;
    }

    private static Genesis Read(GenesisReader reader)
    {
        var genesis = new Genesis
        {
            ChainId = reader.Number("chainId", 1, GenesisLimits.ChainIdMax),
            FiscoChainId = reader.NumberIfThere("fiscoChainId", 1, GenesisLimits.ChainIdMax) ?? 0,
            GroupId = (int)reader.Number("groupId", 1, GenesisLimits.GroupIdMax),
            Timestamp = reader.Number("timestamp", 0, GenesisLimits.TimestampMax),
            Sealers = reader.Nodes("sealers", 1, GenesisLimits.SealersMax),
            Observers = reader.Nodes("observers", 0, GenesisLimits.ObserversMax),
            Governors = reader.Addresses("governors", GenesisLimits.GovernorsMax),
            Consensus = ConsensusAlgorithmNames.TryParse(
                reader.Word("consensus", ConsensusAlgorithmNames.All), out ConsensusAlgorithm algorithm) ? algorithm : default,
            Fork = Enum.TryParse(reader.Word("fork", Enum.GetNames<Fork>()), out Fork fork) ? fork : default,
            BlockTransactionsMax = (int)reader.Number("blockTransactionsMax", 1, GenesisLimits.BlockTransactionsMax),
            BlockSizeBytesMax = (int)reader.Number(
                "blockSizeBytesMax", GenesisLimits.BlockSizeBytesMin, GenesisLimits.BlockSizeBytesMax),
            BlockGasLimit = reader.Number("blockGasLimit", GenesisLimits.GasLimitMin, GenesisLimits.GasLimitMax),
            TransactionGasLimit = reader.Number(
                "transactionGasLimit", GenesisLimits.GasLimitMin, GenesisLimits.GasLimitMax),
            ConsensusTimeoutMs = (int)reader.Number(
                "consensusTimeoutMs", GenesisLimits.ConsensusTimeoutMinMs, GenesisLimits.ConsensusTimeoutMaxMs),
            ConsensusTimeoutMaxMs = (int)reader.Number(
                "consensusTimeoutMaxMs", GenesisLimits.ConsensusTimeoutMinMs, GenesisLimits.ConsensusTimeoutMaxMs),
            BlockIntervalMs = (int)reader.Number("blockIntervalMs", 0, GenesisLimits.ConsensusTimeoutMaxMs),
            SequenceWindow = (int)reader.Number("sequenceWindow", 1, GenesisLimits.SequenceWindowMax),
            HeightsPerTurn = (int)reader.Number("heightsPerTurn", 1, GenesisLimits.HeightsPerTurnMax),
            EpochSealers = (int)reader.Number("epochSealers", 0, GenesisLimits.SealersMax),
            EpochBlocks = (int)reader.Number("epochBlocks", GenesisLimits.EpochBlocksMin, GenesisLimits.EpochBlocksMax),
            ActivationDelay = (int)reader.Number("activationDelay", 2, GenesisLimits.ActivationDelayMax),
            SnapshotBlocks = (int)reader.Number("snapshotBlocks", 0, GenesisLimits.SnapshotBlocksMax),
            BlockLimitWindow = (int)reader.Number("blockLimitWindow", 1, GenesisLimits.BlockLimitWindowMax),
            Allocations = reader.Balances("allocations"),
        };
        reader.CheckNothingElse();
        CheckTogether(reader, genesis);
        return genesis;
    }

    private static void CheckTogether(GenesisReader reader, Genesis genesis)
    {
        reader.Check(
            genesis.TransactionGasLimit <= genesis.BlockGasLimit,
            $"Property 'transactionGasLimit' is {genesis.TransactionGasLimit}, above 'blockGasLimit', {genesis.BlockGasLimit}.");
        reader.Check(
            genesis.SequenceWindow < genesis.ActivationDelay,
            $"Property 'sequenceWindow' is {genesis.SequenceWindow}; it must be below 'activationDelay', {genesis.ActivationDelay}.");
        string? problem = reader.Problem is null ? GroupParametersCheck.Problem(genesis.Parameters()) : null;
        reader.Check(problem is null, problem?.Replace("Parameter '", "Property '", StringComparison.Ordinal) ?? "");
    }

    private static void Write(Utf8JsonWriter writer, Genesis genesis)
    {
        writer.WriteStartObject();
        writer.WriteNumber("chainId", genesis.ChainId);
        if (genesis.FiscoChainId != genesis.ChainId)
        {
            writer.WriteNumber("fiscoChainId", genesis.FiscoChainId);
        }

        writer.WriteNumber("groupId", genesis.GroupId);
        writer.WriteNumber("timestamp", genesis.Timestamp);
        WriteTexts(writer, "sealers", genesis.Sealers.Select(node => node.ToString()));
        WriteTexts(writer, "observers", genesis.Observers.Select(node => node.ToString()));
        WriteTexts(writer, "governors", genesis.Governors.Select(account => account.ToString()));
        writer.WriteString("consensus", ConsensusAlgorithmNames.Of(genesis.Consensus));
        writer.WriteString("fork", genesis.Fork.ToString());
        writer.WriteNumber("blockTransactionsMax", genesis.BlockTransactionsMax);
        writer.WriteNumber("blockSizeBytesMax", genesis.BlockSizeBytesMax);
        writer.WriteNumber("blockGasLimit", genesis.BlockGasLimit);
        writer.WriteNumber("transactionGasLimit", genesis.TransactionGasLimit);
        writer.WriteNumber("consensusTimeoutMs", genesis.ConsensusTimeoutMs);
        writer.WriteNumber("consensusTimeoutMaxMs", genesis.ConsensusTimeoutMaxMs);
        writer.WriteNumber("blockIntervalMs", genesis.BlockIntervalMs);
        writer.WriteNumber("sequenceWindow", genesis.SequenceWindow);
        writer.WriteNumber("heightsPerTurn", genesis.HeightsPerTurn);
        writer.WriteNumber("epochSealers", genesis.EpochSealers);
        writer.WriteNumber("epochBlocks", genesis.EpochBlocks);
        writer.WriteNumber("activationDelay", genesis.ActivationDelay);
        writer.WriteNumber("snapshotBlocks", genesis.SnapshotBlocks);
        writer.WriteNumber("blockLimitWindow", genesis.BlockLimitWindow);
        writer.WriteStartObject("allocations");
        foreach ((Address address, UInt256 balance) in genesis.Allocations.OrderBy(allocation => allocation.Key))
        {
            writer.WriteString(address.ToString(), balance.ToString());
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
