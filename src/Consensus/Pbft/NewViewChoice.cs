using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;

namespace Ledger.Consensus.Pbft;

/// <summary>What a new view must propose again: a pure function of its ViewChanges, which the leader and every backup compute
/// alike (Castro and Liskov, section 4.4: the sets V and O).</summary>
public static class NewViewChoice
{
    /// <summary>Chooses, for each height above the highest proven final one up to the highest prepared one, the proposal that was
    /// prepared there in the highest view, or a null proposal where none was.</summary>
    /// <remarks>Safety: a proposal decided at a height in a lower view was prepared, durably, at a quorum. Any quorum of
    /// ViewChanges shares an honest sealer with that quorum, which either shows the certificate or proves the height final. Two
    /// proposals cannot both have a certificate in one view, because two quorums of Prepares share an honest sealer, so the
    /// choice by view alone is total.</remarks>
    /// <param name="view">The new view.</param>
    /// <param name="viewChanges">A quorum of ViewChanges of distinct sealers.</param>
    /// <param name="sealers">The sealer set.</param>
    /// <param name="hash">The chain's hash function.</param>
    /// <returns>Consecutive heights, ascending.</returns>
    public static IReadOnlyList<ChosenProposal> Compute(
        long view, IReadOnlyList<SignedViewChange> viewChanges, SealerSet sealers, IHashFunction hash)
    {
        long low = viewChanges.Max(change => change.Message.LastFinal.Number);
        var best = new SortedDictionary<long, PreparedCertificate>();
        foreach (PreparedCertificate certificate in viewChanges.SelectMany(change => change.Message.Prepared))
        {
            if (certificate.Number > low
                && (!best.TryGetValue(certificate.Number, out PreparedCertificate? other) || certificate.View > other.View))
            {
                best[certificate.Number] = certificate;
            }
        }

        long high = best.Count == 0 ? low : best.Keys.Last();
        var chosen = new List<ChosenProposal>();
        for (long number = checked(low + 1); number <= high; number++)
        {
            chosen.Add(best.TryGetValue(number, out PreparedCertificate? certificate)
                ? new ChosenProposal(
                    certificate.Proposal, certificate.Digest, [.. certificate.Prepares.Select(prepare => prepare.Sealer)])
                : Null(number, view, sealers, hash));
        }

        return chosen;
    }

    private static ChosenProposal Null(long number, long view, SealerSet sealers, IHashFunction hash)
    {
        var proposal = new Proposal(number, 0, Leadership.OfView(view, sealers.Count), []);
        return new ChosenProposal(proposal, ProposalCodec.Digest(proposal, hash), []);
    }
}
