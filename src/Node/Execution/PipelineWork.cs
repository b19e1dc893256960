using Ledger.Domain.Blocks;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Ports;

namespace Ledger.Node.Execution;

/// <summary>What the block pipeline is asked to do.</summary>
internal abstract record PipelineWork
{
    private PipelineWork()
    {
    }

    /// <summary>Execute an order that consensus decided.</summary>
    public sealed record Execute(Proposal Proposal, Hash256 Digest, IReadOnlyList<VerifiedTransaction> Bodies) : PipelineWork;

    /// <summary>A quorum signed the executed block of this height.</summary>
    public sealed record Finalize(long Number, Hash256 BlockHash, BlockCertificate Certificate) : PipelineWork;

    /// <summary>A certified block that came by sync, its certificate checked and its senders recovered.</summary>
    public sealed record Import(
        CertifiedBlock Block, Hash256 BlockHash, IReadOnlyList<VerifiedTransaction> Bodies) : PipelineWork;
}
