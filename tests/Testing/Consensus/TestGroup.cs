using Ledger.Consensus;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Testing.Consensus;

/// <summary>A group of sealers with its block 0 and a way to make headers, for protocol tests.</summary>
public sealed class TestGroup
{
    /// <summary>Makes a group.</summary>
    /// <param name="sealers">How many sealers.</param>
    /// <param name="groupId">Its number; another number is another group of the same sealers.</param>
    /// <param name="faults">What its algorithm withstands.</param>
    public TestGroup(int sealers, int groupId = 1, FaultModel faults = FaultModel.Byzantine)
    {
        Signers = [.. Enumerable.Range(0, sealers).Select(MacSuite.Signer)];
        Sealers = new SealerSet(Signers.Select(signer => signer.Id), faults);
        BlockHeader header = HeaderOf(0, default, Suite.Hash.Hash([(byte)groupId]), [], []);
        Genesis = new CertifiedHeader(header, HeaderCodec.Hash(header, Suite.Hash), BlockCertificate.None);
        Identity = new GroupIdentity(1, groupId, Genesis.Hash);
    }

    /// <summary>The cheap suite.</summary>
    public static CryptoSuite Suite => MacSuite.Suite;

    /// <summary>A signer for each sealer, by index.</summary>
    public IReadOnlyList<ISigner> Signers { get; }

    /// <summary>The sealer set.</summary>
    public SealerSet Sealers { get; }

    /// <summary>Block 0.</summary>
    public CertifiedHeader Genesis { get; }

    /// <summary>What signatures name.</summary>
    public GroupIdentity Identity { get; }

    /// <summary>The header of executing a proposal on a parent: a hash chain over digests.</summary>
    public BlockHeader Execute(CertifiedHeader parent, long number, in Hash256 digest)
    {
        byte[] state = [.. parent.Header.StateRoot.Bytes, .. digest.Bytes];
        return HeaderOf(number, parent.Hash, Suite.Hash.Hash(state), Identity.HeaderTag, Sealers.Members);
    }

    /// <summary>The hash of a header.</summary>
    public static Hash256 HashOf(BlockHeader header) => HeaderCodec.Hash(header, Suite.Hash);

    /// <summary>A header with seals of some sealers.</summary>
    public CertifiedHeader Certify(BlockHeader header, params int[] sealers)
    {
        Hash256 hash = HashOf(header);
        return new CertifiedHeader(header, hash, new BlockCertificate(
            [.. sealers.Select(sealer => new BlockSeal(sealer, Signers[sealer].Sign(hash)))]));
    }

    /// <summary>A transaction hash from a number.</summary>
    public static Hash256 Transaction(long number) => Suite.Hash.Hash(BitConverter.GetBytes(number));

    private static BlockHeader HeaderOf(
        long number,
        in Hash256 parent,
        in Hash256 stateRoot,
        IReadOnlyList<ReadOnlyMemory<byte>> extraData,
        IReadOnlyList<NodeId> sealers) => new()
        {
            ParentHash = parent,
            StateRoot = stateRoot,
            TransactionsRoot = default,
            ReceiptsRoot = default,
            DbHash = default,
            LogsBloom = LogsBloom.Empty,
            Number = number,
            GasLimit = 0,
            GasUsed = 0,
            Timestamp = number,
            ExtraData = extraData,
            Sealer = 0,
            SealerList = sealers,
        };
}
