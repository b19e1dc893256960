using Ledger.Consensus;
using Ledger.Consensus.Pbft;

namespace Ledger.Simulation.Bugs;

/// <summary>A seal that signs ViewChanges without their prepared certificates: a planted bug.</summary>
/// <param name="seal">The real seal.</param>
internal sealed class CertificatelessSeal(IMessageSeal seal) : IMessageSeal
{
    public VerifiedMessage Sign(ConsensusMessage message) =>
        seal.Sign(message is PbftMessage.ViewChange change ? change with { Prepared = [] } : message);

    public string? TryVerify(ReadOnlyMemory<byte> bytes, out VerifiedMessage? message) => seal.TryVerify(bytes, out message);
}
