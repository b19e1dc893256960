using Ledger.Consensus;
using Ledger.Consensus.Pbft;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Simulation.Bugs;

/// <summary>A node that prepared a proposal refuses every other one of that height for ever, and no ViewChange says what it is
/// locked on: the lock of FISCO BCOS 2.x, planted.</summary>
/// <param name="seal">The real seal.</param>
/// <param name="hash">The chain's hash function.</param>
internal sealed class LockingSeal(IMessageSeal seal, IHashFunction hash) : IMessageSeal
{
    private readonly CertificatelessSeal _seal = new(seal);
    private readonly Dictionary<long, Hash256> _locks = [];

    public VerifiedMessage Sign(ConsensusMessage message)
    {
        if (message is PbftMessage.Commit commit)
        {
            _locks.TryAdd(commit.Number, commit.Digest);
        }

        return _seal.Sign(message);
    }

    public string? TryVerify(ReadOnlyMemory<byte> bytes, out VerifiedMessage? message)
    {
        if (_seal.TryVerify(bytes, out message) is string refusal)
        {
            return refusal;
        }

        bool isLockedOut = message!.Message switch
        {
            PbftMessage.PrePrepare item => IsLockedOut(item.Proposal.Number, ProposalCodec.Digest(item.Proposal, hash)),
            PbftMessage.Prepare item => IsLockedOut(item.Number, item.Digest),
            _ => false,
        };
        return isLockedOut ? "not saved after commit" : null;
    }

    private bool IsLockedOut(long number, in Hash256 digest) =>
        _locks.TryGetValue(number, out Hash256 locked) && locked != digest;
}
