using System.Globalization;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Domain.Blocks;

/// <summary>Block 0, computed from the genesis alone, so that equal files give equal chains.</summary>
public static class GenesisBlock
{
    /// <summary>The genesis header's block and the state that it writes.</summary>
    /// <remarks>As in FISCO BCOS 2.x the header's sealer list is empty and its extra data is one ASCII text, the genesis mark.
    /// The mark names every field of the genesis, so that two groups agree on block 0 only if they agree on all of it.</remarks>
    public static (Block Block, IReadOnlyList<StateWrite> Writes) Create(Genesis genesis, CryptoSuite suite)
    {
        IReadOnlyList<StateWrite> writes = WriteSet.FromDiff(Allocate(genesis, suite.Hash));
        Hash256 root = WriteSet.Root(writes, suite.Hash);
        var header = new BlockHeader
        {
            ParentHash = Hash256.Zero,
            StateRoot = WriteSet.NextStateRoot(Hash256.Zero, root, suite.Hash),
            TransactionsRoot = Hash256.Zero,
            ReceiptsRoot = Hash256.Zero,
            DbHash = root,
            LogsBloom = LogsBloom.Empty,
            Number = 0,
            GasLimit = genesis.BlockGasLimit,
            GasUsed = 0,
            Timestamp = genesis.Timestamp,
            ExtraData = [System.Text.Encoding.ASCII.GetBytes(Mark(genesis, root))],
            Sealer = 0,
            SealerList = [],
        };
        return (new Block(HeaderCodec.Hash(header, suite.Hash), header, [], []), writes);
    }

    /// <summary>FISCO BCOS's genesis mark in its order, group to timeout (in milliseconds here), then what this ledger adds.</summary>
    /// <remarks>The allocations, which may be many, are named by the root of their writes.</remarks>
    private static string Mark(Genesis genesis, in Hash256 allocationsRoot)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{genesis.GroupId}-{Join(genesis.SealerSet().Members.Select(node => node.Bytes.ToArray()))}"
            + $"-{ConsensusAlgorithmNames.Of(genesis.Consensus)}-storage-0-{genesis.BlockTransactionsMax}"
            + $"-{genesis.TransactionGasLimit}-{genesis.EpochSealers}-{genesis.EpochBlocks}-{genesis.ConsensusTimeoutMs}"
            + $"-{genesis.ChainId}-{genesis.Timestamp}-{genesis.Fork}-{genesis.BlockGasLimit}-{genesis.BlockSizeBytesMax}"
            + $"-{genesis.BlockLimitWindow}-{genesis.ConsensusTimeoutMaxMs}-{genesis.BlockIntervalMs}"
            + $"-{genesis.SequenceWindow}-{genesis.HeightsPerTurn}-{genesis.ActivationDelay}-{genesis.SnapshotBlocks}"
            + $"-{Join(genesis.Observers.Order().Select(node => node.Bytes.ToArray()))}"
            + $"-{Join(genesis.Governors.Order().Select(account => account.Bytes.ToArray()))}-{allocationsRoot}")
            + (genesis.FiscoChainId == genesis.ChainId
                ? "" : string.Create(CultureInfo.InvariantCulture, $"-{genesis.FiscoChainId}"));
    }

    private static string Join(IEnumerable<byte[]> names) =>
        string.Concat(names.Select(name => $"{Convert.ToHexStringLower(name)},"));

    private static StateDiff Allocate(Genesis genesis, IHashFunction hash)
    {
        var diff = new StateDiff();
        byte[] record = GovernanceRecord.ToCode(GovernanceSchedule.Of(genesis.Parameters()));
        AddContract(diff, GovernanceRecord.SystemConfigAddress, record, hash);
        AddContract(diff, GovernanceRecord.ConsensusAddress, GovernanceRecord.Marker, hash);
        foreach ((Address address, UInt256 balance) in genesis.Allocations)
        {
            Account account = diff.Accounts.GetValueOrDefault(address) ?? default;
            diff.Accounts[address] = account with { Balance = balance };
        }

        return diff;
    }

    private static void AddContract(StateDiff diff, in Address address, ReadOnlyMemory<byte> code, IHashFunction hash)
    {
        Hash256 codeHash = hash.Hash(code.Span);
        diff.Accounts.Add(address, new Account(Nonce: 1, UInt256.Zero, codeHash));
        diff.Code[codeHash] = code;
    }
}
