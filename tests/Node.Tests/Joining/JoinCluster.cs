using Ledger.Consensus;
using Ledger.Domain.Abi;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;
using Ledger.Node.Ports;
using Ledger.Node.Snapshots;
using Ledger.Node.Tests.Cluster;
using Ledger.Node.Tests.Snapshots;
using Ledger.Node.Wire;
using Ledger.Testing;

namespace Ledger.Node.Tests.Joining;

/// <summary>Four sealers that make snapshots, and a fifth member that has nothing yet.</summary>
internal sealed class JoinCluster : IAsyncDisposable
{
    public const int Joiner = 4;

    // Snapshots, rests and rounds are a second or more apart.
    private const int ClockFactor = 8;

    private static readonly ISigner Governor = TestAccounts.Signer(101);
    private static readonly ISigner Sender = TestAccounts.Signer(120);

    private readonly SnapshotClient _client;
    private readonly CancellationTokenSource _stop;
    private readonly Task _listening;
    private ulong _nonce;
    private ulong _governed;

    private JoinCluster(LocalCluster nodes)
    {
        Nodes = nodes;
        _client = new SnapshotClient(nodes.Network, TestAccounts.Signer(9));
        _stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _listening = nodes.Network.RunAsync(_client.Id, _client, _stop.Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public LocalCluster Nodes { get; }

    public static async Task<JoinCluster> StartAsync(int snapshotBlocks = 4, Func<Genesis, Genesis>? change = null)
    {
        Genesis genesis = TestAccounts.Genesis(4) with
        {
            SnapshotBlocks = snapshotBlocks,
            ActivationDelay = 5,
            Governors = [Governor.Address],
            Observers = [TestAccounts.Signer(5).Id, TestAccounts.Signer(9).Id],
        };
        var nodes = LocalCluster.Of(change is null ? genesis : change(genesis), 6, hasWitnesses: true, new FasterTimeProvider(ClockFactor));
        for (int member = 0; member < 4; member++)
        {
            await nodes.StartMemberAsync(member);
        }

        return new JoinCluster(nodes);
    }

    /// <summary>Makes blocks of one transfer each, by the nodes that run.</summary>
    public async Task MakeBlocksAsync(int count, params int[] members)
    {
        for (int i = 0; i < count; i++)
        {
            await SubmitAsync(TestAccounts.Transfer(Sender, _nonce++, TestAccounts.Signer(102).Address), members);
        }
    }

    /// <summary>Changes a parameter, or the members, and waits until the change holds.</summary>
    public async Task GovernAsync(Address contract, string function, params string[] arguments)
    {
        Transaction transaction = TestAccounts.Sign(Governor, new UnsignedTransaction
        {
            Kind = TransactionKind.DynamicFee,
            ChainId = TestAccounts.ChainId,
            Nonce = _governed++,
            GasLimit = 1_000_000,
            To = contract,
            Data = AbiFunction.Parse(function, TestAccounts.Suite.Hash)
                .EncodeCall([.. arguments.Select(argument => (AbiValue)argument)]),
        });
        await SubmitAsync(transaction, []);
        long decided = Nodes.Store(0).Blocks
            .First(block => block.Block.Transactions.Any(item => item.Hash == transaction.Hash)).Block.Number;
        await Nodes.WaitForAsync(0, decided + Nodes.Genesis.ActivationDelay - 1);
    }

    /// <summary>Waits until members have a certified snapshot of a height that is not below one.</summary>
    public async Task<CertifiedSnapshot> SnapshotAsync(long number, params int[] members)
    {
        CertifiedSnapshot? found = null;
        foreach (int member in members)
        {
            do
            {
                SnapshotResponseMessage answer = await _client.AskAsync(Nodes.IdOf(member), 0, 0, Token);
                found = CertifiedSnapshot.TryDecode(answer.Bytes.Span, out CertifiedSnapshot? snapshot) ? snapshot : null;
            }
            while (found is null || found.Number < number);
        }

        return found!;
    }

    /// <summary>Puts a liar in a sealer's place.</summary>
    public async Task<JoinLiar> CorruptAsync(int member, int honest, JoinLie lie)
    {
        await Nodes.StopMemberAsync(member);
        Hash256 genesis = GenesisBlock.Create(Nodes.Genesis, TestAccounts.Suite).Block.Hash;
        var group = new GroupIdentity(Nodes.Genesis.ChainId, Nodes.Genesis.GroupId, genesis);
        var liar = new JoinLiar(Nodes.Network, group, TestAccounts.Signer(member + 1), Nodes.IdOf(honest), lie);
        _ = Nodes.Network.RunAsync(liar.Id, liar, _stop.Token);
        return liar;
    }

    /// <summary>Two stores say the same of the state as of a block.</summary>
    public async Task AssertSameStateAsync(int one, int other, long number)
    {
        IReadOnlyList<SnapshotRow> expected = await Nodes.Store(one).ReadStateAsync(default, number, int.MaxValue, Token);
        IReadOnlyList<SnapshotRow> actual = await Nodes.Store(other).ReadStateAsync(default, number, int.MaxValue, Token);
        Assert.Equal(
            expected.Select(row => (Convert.ToHexString(row.Key.Span), Convert.ToHexString(row.Value.Span))),
            actual.Select(row => (Convert.ToHexString(row.Key.Span), Convert.ToHexString(row.Value.Span))));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _listening);
        await Nodes.DisposeAsync();
        _stop.Dispose();
    }

    private async Task SubmitAsync(Transaction transaction, int[] members)
    {
        int[] waiting = members.Length == 0 ? [0, 1, 2] : members;
        SubmitResult result = (await Nodes[waiting[0]].Intake.SubmitAsync([transaction.Raw], Token))[0];
        Assert.True(result.IsAccepted, result.Detail);
        foreach (int member in waiting)
        {
            await Nodes.WaitForTransactionAsync(member, transaction.Hash);
        }
    }
}
