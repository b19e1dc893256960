using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;

namespace Ledger.Consensus.Rotation;

/// <summary>The agreed randomness of one epoch: each proposer adds what its key draws for the height, and nobody else can.</summary>
/// <remarks>A key has one draw for a height of an epoch, so a proposer chooses nothing; all it can do is not to propose. What is drawn
/// for is the epoch's base and the height: before the epoch begins its own draws are unknown even to a sealer.</remarks>
/// <param name="group">The group.</param>
/// <param name="start">The final block below the epoch.</param>
/// <param name="sealers">Who proposes.</param>
/// <param name="random">The chain's verifiable random function.</param>
public sealed class EpochDraws(GroupIdentity group, EpochBase start, SealerSet sealers, IVerifiableRandom random)
{
    private static readonly byte[] Tag = "ledger/draw/1"u8.ToArray();

    /// <summary>The draws of an epoch, if its algorithm needs any and the chain's keys can draw.</summary>
    public static EpochDraws? Of(GroupIdentity group, Epoch epoch, in EpochBase start, CryptoSuite suite) =>
        epoch.Parameters.Consensus == ConsensusAlgorithm.Rpbft && suite.VerifiableRandom is IVerifiableRandom random
            ? new EpochDraws(group, start, epoch.Sealers, random)
            : null;

    /// <summary>What a sealer draws for a height.</summary>
    public byte[] Make(IVerifiableRandomProver prover, long number) => prover.Prove(Input(number));

    /// <summary>Whether a proposal carries its proposer's draw.</summary>
    public bool IsIn(Proposal proposal) =>
        random.TryVerify(sealers[proposal.Sealer], Input(proposal.Number), proposal.Draw.Span, out _);

    private byte[] Input(long number)
    {
        using var writer = new RlpWriter();
        int list = writer.BeginList();
        writer.WriteBytes(Tag);
        writer.WriteInteger(group.ChainId);
        writer.WriteInteger(group.GroupId);
        writer.WriteBytes(group.GenesisHash.Bytes);
        writer.WriteInteger(start.Number);
        writer.WriteBytes(start.Hash.Bytes);
        writer.WriteInteger(number);
        writer.EndList(list);
        return writer.ToArray();
    }
}
