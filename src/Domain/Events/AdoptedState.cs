namespace Ledger.Domain.Events;

/// <summary>The snapshot that a store began with.</summary>
/// <param name="Digest">What was signed.</param>
/// <param name="Chunks">How many chunks it had.</param>
/// <param name="ChunksRoot">The root of their hashes; with the block it gives the digest.</param>
/// <param name="Signers">The node ids of the sealers that signed the digest.</param>
/// <param name="Signatures">Their signatures; <c>Sealer</c> is the index in the header's sealer list.</param>
/// <param name="TrustedBlock">The <c>number:hash</c> that the operator vouched for; <see langword="null"/> when the sealers were proven from
/// the genesis.</param>
public sealed record AdoptedState(
    string Digest,
    int Chunks,
    string ChunksRoot,
    IReadOnlyList<string> Signers,
    IReadOnlyList<CommittedSeal> Signatures,
    string? TrustedBlock);
