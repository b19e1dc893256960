using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Consensus.Pbft;
using Ledger.Consensus.Raft;
using Ledger.Consensus.Rotation;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;

namespace Ledger.Node.Epochs;

/// <summary>Makes the core and the seal that an epoch's parameters ask for.</summary>
/// <param name="group">What signatures name.</param>
/// <param name="suite">The chain's cryptography.</param>
/// <param name="signer">This node's key.</param>
/// <param name="options">What of PBFT is this node's and not the group's.</param>
public sealed class ConsensusAlgorithms(GroupIdentity group, CryptoSuite suite, ISigner signer, PbftOptions options)
{
    /// <summary>The core of an epoch.</summary>
    public IConsensusCore Core(Epoch epoch, CertifiedHeader stored) => epoch.Parameters.Consensus switch
    {
        ConsensusAlgorithm.Pbft or ConsensusAlgorithm.Rpbft => new PbftCore(
            OptionsOf(epoch.Parameters), epoch.Sealers, epoch.Sealers.IndexOf(signer.Id), stored, suite.Hash),
        ConsensusAlgorithm.Raft => new RaftCore(
            RaftOptionsOf(epoch.Parameters), epoch, epoch.Sealers.IndexOf(signer.Id), stored, suite.Hash),
        _ => throw Unknown(epoch.Parameters),
    };

    /// <summary>The seal of an epoch.</summary>
    public IMessageSeal Seal(Epoch epoch, EpochBase start) => epoch.Parameters.Consensus switch
    {
        ConsensusAlgorithm.Pbft or ConsensusAlgorithm.Rpbft => new PbftSeal(group, epoch.Sealers, suite, signer, start)
        {
            HeightsPerTurn = epoch.Parameters.HeightsPerTurn,
            Draws = EpochDraws.Of(group, epoch, start, suite),
        },
        ConsensusAlgorithm.Raft => new RaftSeal(group, epoch.Sealers, suite, signer, start),
        _ => throw Unknown(epoch.Parameters),
    };

    /// <summary>What this node draws for the heights of an epoch; nothing where the group draws nothing.</summary>
    public Func<long, byte[]> Draws(Epoch epoch, EpochBase start) =>
        EpochDraws.Of(group, epoch, start, suite) is EpochDraws draws && signer is IVerifiableRandomProver prover
            ? number => draws.Make(prover, number)
            : _ => [];

    private PbftOptions OptionsOf(GroupParameters parameters) => options with
    {
        Window = parameters.SequenceWindow,
        HeightsPerTurn = parameters.HeightsPerTurn,
        Timeout = TimeSpan.FromMilliseconds(parameters.ConsensusTimeoutMs),
        TimeoutMax = TimeSpan.FromMilliseconds(parameters.ConsensusTimeoutMaxMs),
        BlockInterval = TimeSpan.FromMilliseconds(parameters.BlockIntervalMs),
    };

    /// <summary>An election timeout is drawn between one and two of these, so that a leader is replaced within the group's timeout.</summary>
    private static RaftOptions RaftOptionsOf(GroupParameters parameters) => new()
    {
        Window = parameters.SequenceWindow,
        ElectionTimeout = TimeSpan.FromMilliseconds(parameters.ConsensusTimeoutMs / 2.0),
        HeartbeatInterval = TimeSpan.FromMilliseconds(parameters.ConsensusTimeoutMs / 20.0),
        BlockInterval = TimeSpan.FromMilliseconds(parameters.BlockIntervalMs),
    };

    private static NotSupportedException Unknown(GroupParameters parameters) =>
        new($"There is no algorithm {parameters.Consensus}.");
}
