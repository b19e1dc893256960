using Ledger.Consensus;
using Ledger.Consensus.Rotation;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Testing;

namespace Ledger.Node.Tests.Cluster;

/// <summary>An rPBFT group on whole nodes: the working sealers change at agreed heights, by a draw that anybody can check.</summary>
public sealed class RotationTests
{
    private const int Working = 4;
    private const int EpochBlocks = GenesisLimits.EpochBlocksMin;

    private static readonly ISigner Alice = TestAccounts.Signer(101);
    private static readonly Address Bob = TestAccounts.Signer(102).Address;

    [Fact]
    public async Task Working_sealers_are_those_that_the_draw_of_an_earlier_block_gives_on_every_node()
    {
        await using LocalCluster cluster = await LocalCluster.StartAsync(5, 0, genesis => genesis with
        {
            Consensus = ConsensusAlgorithm.Rpbft,
            EpochSealers = Working,
            EpochBlocks = EpochBlocks,
        });
        int epochs = 3;
        for (ulong nonce = 0; cluster[0].Status.Head.Number < epochs * EpochBlocks; nonce++)
        {
            Transaction transfer = TestAccounts.Transfer(Alice, nonce, Bob);
            await cluster[(int)(nonce % 5)].Intake.SubmitAsync([transfer.Raw], TestContext.Current.CancellationToken);
            await cluster.WaitForTransactionAsync(0, transfer.Hash);
        }

        for (int member = 0; member < 5; member++)
        {
            await cluster.WaitForAsync(member, epochs * EpochBlocks);
        }

        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            long first = epoch * EpochBlocks;
            IReadOnlyList<NodeId> expected = WorkingSet.Choose(
                cluster.Genesis.SealerSet(),
                Working,
                await SeedAsync(cluster, first - cluster.Genesis.ActivationDelay),
                TestAccounts.Suite.Hash).Members;
            for (int member = 0; member < 5; member++)
            {
                Assert.Equal(expected, (await HeaderAsync(cluster, member, first)).SealerList);
            }
        }

        Assert.Equal(Working, (await HeaderAsync(cluster, 0, EpochBlocks - 1)).SealerList.Count);
    }

    private static async Task<Hash256> SeedAsync(LocalCluster cluster, long number)
    {
        BlockHeader header = await HeaderAsync(cluster, 0, number);
        ReadOnlyMemory<byte> draw = GroupIdentity.DrawIn(header);
        Assert.Equal(TestAccounts.Suite.VerifiableRandom!.ProofSizeBytes, draw.Length);
        return TestAccounts.Suite.VerifiableRandom.OutputOf(draw.Span);
    }

    private static async Task<BlockHeader> HeaderAsync(LocalCluster cluster, int member, long number) =>
        await cluster.Store(member).FindHeaderAsync(number, TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException($"Member {member} has no block {number}.");
}
