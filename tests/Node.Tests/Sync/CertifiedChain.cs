using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm;
using Ledger.Node.Epochs;
using Ledger.Node.Execution;
using Ledger.Node.Ports;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Node.Tests.Sync;

/// <summary>A chain of really executed blocks with the seals of its sealers, made without consensus: what peers serve.</summary>
internal sealed class CertifiedChain
{
    private static readonly Address Bob = TestAccounts.Signer(149).Address;

    private CertifiedChain(Genesis genesis, GroupContext group, IReadOnlyList<FinalBlock> blocks)
    {
        Genesis = genesis;
        Group = group;
        Blocks = blocks;
    }

    public Genesis Genesis { get; }

    public GroupContext Group { get; }

    /// <summary>The blocks from 1 on.</summary>
    public IReadOnlyList<FinalBlock> Blocks { get; }

    /// <summary>Makes blocks of transfers.</summary>
    /// <param name="count">How many.</param>
    /// <param name="transactions">Transactions of each.</param>
    /// <param name="sealers">Sealers of the group; all of them seal unless told otherwise.</param>
    /// <param name="seals">Indexes of those that seal a height.</param>
    public static async Task<CertifiedChain> MakeAsync(
        int count, int transactions = 2, int sealers = 4, Func<long, int[]>? seals = null)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Genesis genesis = TestAccounts.Genesis(sealers);
        (Block first, IReadOnlyList<Domain.State.StateWrite> writes) = GenesisBlock.Create(genesis, TestAccounts.Suite);
        var store = new InMemoryLedgerStore();
        ChainHead head = await store.OpenAsync(genesis, new FinalBlock(first, BlockCertificate.None, writes), cancellation);
        ExecutionStart start = await ExecutionStart.LoadAsync(head, store, store, genesis.BlockLimitWindow, cancellation);
        EpochBook epochs = await EpochLoader.LoadAsync(
            genesis, start.Schedule, head, store, TestAccounts.Suite, cancellation);
        var group = new GroupContext(genesis, first.Hash, TestAccounts.Suite, epochs);
        var executor = new BlockExecutor(
            group, new TransactionExecutor(new ExecutionRules { Fork = genesis.Fork }, TestAccounts.Suite), store, start);
        var blocks = new List<FinalBlock>(count);
        for (int i = 0; i < count; i++)
        {
            long number = executor.Number + 1;
            VerifiedTransaction[] bodies = [.. Enumerable.Range(0, transactions).Select(slot =>
            {
                ISigner sender = TestAccounts.Signer(101 + (slot % 40));
                ulong nonce = (ulong)((i * ((transactions + 39 - (slot % 40)) / 40)) + (slot / 40));
                return TestAccounts.Verified(sender, TestAccounts.Transfer(sender, nonce, Bob));
            })];
            var ordered = new OrderedBlock(number, genesis.Timestamp + number, 0, bodies);
            ExecutedBlock executed = await executor.ExecuteAsync(ordered, cancellation);
            Assert.Empty(executed.Left);
            var final = new FinalBlock(
                executed.Block, Seal(executed.Block.Hash, seals?.Invoke(number) ?? [.. Enumerable.Range(0, sealers)]), executed.Writes);
            await store.CommitAsync([final], cancellation);
            executor.OnCommitted(number);
            blocks.Add(final);
        }

        return new CertifiedChain(genesis, group, blocks);

        BlockCertificate Seal(Hash256 hash, int[] indexes)
        {
            SealerSet set = group.Epochs.At(executor.Number).Sealers;
            return new BlockCertificate([.. indexes.Select(index => new BlockSeal(index, SignerOf(set[index], sealers).Sign(hash)))]);
        }
    }

    /// <summary>Fills an empty store up to a height.</summary>
    public async Task FillAsync(ILedgerStore store, long number)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        (Block first, IReadOnlyList<Domain.State.StateWrite> writes) = GenesisBlock.Create(Genesis, TestAccounts.Suite);
        await store.OpenAsync(Genesis, new FinalBlock(first, BlockCertificate.None, writes), cancellation);
        await store.CommitAsync([.. Blocks.Take((int)number)], cancellation);
    }

    /// <summary>A block as peers exchange it.</summary>
    public CertifiedBlock Certified(long number)
    {
        FinalBlock final = Blocks[(int)number - 1];
        return new CertifiedBlock(
            final.Block.Header, final.Certificate, [.. final.Block.Transactions.Select(item => item.Transaction.Raw)]);
    }

    private static ISigner SignerOf(NodeId id, int sealers) =>
        Enumerable.Range(1, sealers).Select(TestAccounts.Signer).First(signer => signer.Id == id);
}
