using System.Globalization;
using System.Text;
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
        IReadOnlyList<StateWrite> writes = WriteSet.FromDiff(Allocate(genesis));
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
        var sealers = new StringBuilder();
        foreach (NodeId sealer in genesis.SealerSet().Members)
        {
            sealers.Append(Convert.ToHexStringLower(sealer.Bytes)).Append(',');
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{genesis.GroupId}-{sealers}-{genesis.Consensus}-storage-0-{genesis.BlockTransactionsMax}"
            + $"-{genesis.TransactionGasLimit}-{genesis.ConsensusTimeoutMs}-{genesis.ChainId}-{genesis.Timestamp}"
            + $"-{genesis.Fork}-{genesis.BlockGasLimit}-{genesis.BlockLimitWindow}-{allocationsRoot}");
    }

    private static StateDiff Allocate(Genesis genesis)
    {
        var diff = new StateDiff();
        foreach ((Address address, UInt256 balance) in genesis.Allocations)
        {
            diff.Accounts.Add(address, new Account(Nonce: 0, balance, CodeHash: default));
        }

        return diff;
    }
}
