using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Consensus;

/// <summary>Checks the proof that a block is final.</summary>
public static class BlockCertificateVerifier
{
    /// <summary>Whether a certificate holds a quorum of valid seals of distinct sealers over a block hash.</summary>
    /// <param name="sealers">The sealer set of the block's height.</param>
    /// <param name="blockHash">The hash of the header, computed by the caller.</param>
    /// <param name="certificate">The seals; ascending by sealer, so that none counts twice.</param>
    /// <param name="scheme">The chain's signature scheme.</param>
    /// <returns><see langword="false"/> too when any seal is not valid: an honest node collects none such.</returns>
    public static bool IsQuorum(
        SealerSet sealers, in Hash256 blockHash, BlockCertificate certificate, ISignatureScheme scheme) =>
        certificate.Seals.Count >= sealers.Threshold && AreValid(sealers, blockHash, certificate, scheme);

    /// <summary>Whether a header of a group after block 0 is final: it names the group and the sealer set, and a quorum sealed it.</summary>
    /// <param name="group">The group.</param>
    /// <param name="sealers">The sealer set of the header's height.</param>
    /// <param name="final">The header with its hash, computed by the caller, and its certificate.</param>
    /// <param name="scheme">The chain's signature scheme.</param>
    public static bool IsFinal(GroupIdentity group, SealerSet sealers, CertifiedHeader final, ISignatureScheme scheme) =>
        NamesGroup(group, sealers, final.Header) && IsQuorum(sealers, final.Hash, final.Certificate, scheme);

    /// <summary>Whether a header is one that sealers of this set may seal for this group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="sealers">The sealer set of the header's height.</param>
    /// <param name="header">The header.</param>
    public static bool NamesGroup(GroupIdentity group, SealerSet sealers, BlockHeader header) =>
        header.Number > 0
        && header.ExtraData.Count is 1 or 2
        && header.ExtraData[0].Span.SequenceEqual(group.GenesisHash.Bytes)
        && header.SealerList.SequenceEqual(sealers.Members);

    /// <summary>Whether every seal of a certificate is valid, however many there are.</summary>
    internal static bool AreValid(
        SealerSet sealers, in Hash256 blockHash, BlockCertificate certificate, ISignatureScheme scheme)
    {
        int above = -1;
        foreach (BlockSeal seal in certificate.Seals)
        {
            if (seal.Sealer <= above || seal.Sealer >= sealers.Count)
            {
                return false;
            }

            NodeId signer = sealers[seal.Sealer];
            if (!scheme.Verify(signer, blockHash, seal.Signature.Span))
            {
                return false;
            }

            above = seal.Sealer;
        }

        return true;
    }
}
