using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Node.Epochs;
using Ledger.Node.Ports;

namespace Ledger.Node.Joining;

/// <summary>Who seals which heights, proven from the genesis on without executing anything: each block that changed the governance record, or
/// drew sealers, is sealed by sealers that are proven already.</summary>
/// <remarks>The header's dbHash is the root of all that the block wrote, so a quorum that sealed the header vouches for the record. What it
/// cannot show is that no block was left out: whoever was a quorum of old sealers can seal another chain, here as in a full sync. So all
/// peers are asked, and an operator may name a block (<see cref="TrustedBlock"/>).</remarks>
internal sealed class EpochChain
{
    private const int SeedsKept = 64;

    private readonly Genesis _genesis;
    private readonly GroupIdentity _group;
    private readonly CryptoSuite _suite;
    private readonly SortedDictionary<long, Hash256> _seeds = [];
    private readonly List<EpochProof> _proofs = [];
    private GovernanceSchedule _schedule;

    private readonly Block _genesisBlock;

    /// <summary>Begins with what the genesis says.</summary>
    public EpochChain(Genesis genesis, Block genesisBlock, CryptoSuite suite)
    {
        (_genesis, _genesisBlock, _suite) = (genesis, genesisBlock, suite);
        _group = new GroupIdentity(genesis.ChainId, genesis.GroupId, genesisBlock.Hash);
        _schedule = GovernanceSchedule.Of(genesis.Parameters());
        _seeds[0] = EpochSeed.Of(genesisBlock.Header, suite);
    }

    /// <summary>The last block that is proven; 0 at first.</summary>
    public long Number { get; private set; }

    /// <summary>The blocks that prove it, ascending.</summary>
    public IReadOnlyList<EpochProof> Proofs => _proofs;

    /// <summary>What is decided as of <see cref="Number"/>.</summary>
    public GovernanceSchedule Schedule => _schedule;

    /// <summary>What is proven up to a height.</summary>
    public EpochChain UpTo(long number)
    {
        if (Number <= number)
        {
            return this;
        }

        var earlier = new EpochChain(_genesis, _genesisBlock, _suite);
        foreach (EpochProof proof in _proofs.TakeWhile(proof => proof.Header.Number <= number))
        {
            earlier.Add(proof);
        }

        return earlier;
    }

    /// <summary>The epoch of a height above <see cref="Number"/>, if no block between decided otherwise.</summary>
    /// <returns><see langword="null"/> when the block that drew its sealers is not proven.</returns>
    public Epoch? EpochOf(long number)
    {
        long first = EpochRules.FirstOf(_schedule, number);
        Hash256 seed = default;
        return EpochRules.Rotates(_schedule.At(first)) && !_seeds.TryGetValue(DeciderOf(first), out seed)
            ? null
            : EpochRules.Of(_schedule, first, seed, _suite.Hash);
    }

    /// <summary>Adds the next block.</summary>
    /// <returns><see langword="null"/>, or why it proves nothing.</returns>
    public string? TryAdd(EpochProof proof)
    {
        BlockHeader header = proof.Header;
        if (header.Number <= Number)
        {
            return $"block {header.Number} came where one above block {Number} was due";
        }

        if (EpochOf(header.Number) is not Epoch epoch)
        {
            return $"the block that drew the sealers of block {header.Number} is missing";
        }

        Hash256 hash = HeaderCodec.Hash(header, _suite.Hash);
        if (!BlockCertificateVerifier.IsFinal(
            _group, epoch.Sealers, new CertifiedHeader(header, hash, proof.Certificate), _suite.Signatures))
        {
            return $"block {header.Number} is not sealed by the sealers of its height";
        }

        if (proof.Writes.Count > 0 && WriteSet.Root(proof.Writes, _suite.Hash) != header.DbHash)
        {
            return $"what block {header.Number} is said to have written is not under its header";
        }

        bool draws = EpochRules.FirstOf(_schedule, header.Number + _genesis.ActivationDelay)
            == header.Number + _genesis.ActivationDelay;
        if (!draws && !EpochProof.WritesRecord(proof.Writes))
        {
            return $"block {header.Number} decided on no epoch";
        }

        Add(proof);
        return null;
    }

    private void Add(EpochProof proof)
    {
        Number = proof.Header.Number;
        _schedule = RecordIn(proof.Writes) ?? _schedule;
        _seeds[Number] = EpochSeed.Of(proof.Header, _suite);
        while (_seeds.Count > SeedsKept)
        {
            _seeds.Remove(_seeds.Keys.First());
        }

        _proofs.Add(proof);
    }

    private long DeciderOf(long first) => Math.Max(0, first - _genesis.ActivationDelay);

    /// <summary>The record that a block wrote: the same rule as execution's.</summary>
    private static GovernanceSchedule? RecordIn(IReadOnlyList<StateWrite> writes)
    {
        var account = StateKey.ForAccount(GovernanceRecord.SystemConfigAddress);
        StateWrite config = writes.FirstOrDefault(write => write.Key == account);
        if (!AccountCodec.TryDecode(config.Value.Span, out Account decoded))
        {
            return null;
        }

        var code = StateKey.ForCode(decoded.CodeHash);
        StateWrite record = writes.FirstOrDefault(write => write.Key == code);
        return GovernanceRecord.TryRead(record.Value.Span, out GovernanceSchedule? schedule) ? schedule : null;
    }
}
