using Ledger.Consensus.Epochs;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Epochs;
using Ledger.Node.Pool;
using Ledger.Node.Sync;
using Ledger.Testing;

namespace Ledger.Node.Tests.Sync;

/// <summary>Seals of blocks whose epoch is not decided yet where they come: the newest known epoch guesses how many decide.</summary>
public sealed class BlockImportTests
{
    private const int Height = 3;
    private const int Sealers = 5;

    private static readonly NodeId Joining = TestAccounts.Signer(Sealers + 1).Id;

    /// <summary>Three of five were no quorum to a Raft node that was far behind: it barred every peer that gave it blocks.</summary>
    [Theory]
    [InlineData(ConsensusAlgorithm.Raft, true)]
    [InlineData(ConsensusAlgorithm.Pbft, false)]
    public async Task Seals_of_a_majority_convict_nobody_before_the_algorithm_of_their_height_is_known(
        ConsensusAlgorithm newest, bool isChecked)
    {
        CertifiedChain chain = await CertifiedChain.MakeAsync(Height, sealers: Sealers, seals: _ => [0, 1, 2]);
        GroupParameters parameters = chain.Genesis.Parameters();
        parameters = parameters with { Consensus = newest, Sealers = [.. parameters.Sealers.Append(Joining).Order()] };
        BlockImport import = ImportOf(chain, new EpochBook([new Epoch(1, parameters.SealerSet(), parameters)], knownThrough: 1));
        Assert.Null(import.TryCheck(Joining, chain.Certified(Height), out CheckedBlock? passed));
        Assert.Equal(isChecked, passed!.CheckedBy is not null);
    }

    /// <summary>A majority may lie where sealers may lie.</summary>
    [Fact]
    public async Task Seals_that_were_enough_for_another_algorithm_are_counted_again()
    {
        CertifiedChain chain = await CertifiedChain.MakeAsync(Height, sealers: Sealers, seals: _ => [0, 1, 2]);
        GroupParameters parameters = chain.Genesis.Parameters();
        BlockImport import = ImportOf(chain, new EpochBook([new Epoch(1, parameters.SealerSet(), parameters)], knownThrough: 100));
        var block = new CheckedBlock(
            Joining,
            chain.Certified(Height),
            chain.Blocks[Height - 1].Block.Hash,
            [],
            new SealerSet(parameters.Sealers, FaultModel.Crash));
        Assert.Contains(
            "not sealed by the sealers of its height",
            await import.ImportAsync(block, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    private static BlockImport ImportOf(CertifiedChain chain, EpochBook epochs) => new(
        chain.Group with { Epochs = epochs }, new SenderCache(new BatchSenderRecovery(TestAccounts.Suite.Signatures, 1)), null!);
}
