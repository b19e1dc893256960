using Ledger.Cli.Demo;
using Ledger.Cli.Rpc;
using Ledger.Cli.Wallets;
using Ledger.Domain.Primitives;

namespace Ledger.EndToEnd.Kit.Load;

/// <summary>Clients that move tokens among themselves and count with one counter for as long as a scenario takes.</summary>
/// <remarks>One a chain: the clients count their nonces from 0, and the history is the whole chain's.</remarks>
internal sealed class Workload : IDisposable
{
    private const int Clients = 4;
    private const int FirstAccount = 300;
    private const int TransfersOfOneBatch = 5;
    private const ulong ShareOfEach = 1_000_000_000;
    private const int AmountMax = 100;

    /// <summary>How long what is pending may take to become final once nothing is broken any more.</summary>
    private static readonly TimeSpan FinalWithin = TimeSpan.FromSeconds(120);

    /// <summary>A client gives up a silent node sooner than a person would.</summary>
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(3) };

    private readonly LoadClient[] _clients;
    private readonly Random _random;
    private CancellationTokenSource? _running;
    private Task[] _tasks = [];
    private Address _token;
    private Address _counter;
    private long _increments;
    private volatile bool _isEnding;

    /// <summary>Prepares clients for a chain.</summary>
    public Workload(FourNodes chain, int seed)
    {
        _random = new Random(seed);
        NodeClient[] nodes = [.. chain.Chain.Nodes.Select(node => new NodeClient(_http, node))];
        _clients =
        [
            .. Enumerable.Range(0, Clients).Select(index => new LoadClient(
                index, DevelopmentWallet.Account(FirstAccount + index), chain.Chain.ChainId, nodes, History)),
        ];
    }

    /// <summary>What the clients saw.</summary>
    public History History { get; } = new();

    /// <summary>The token's contract.</summary>
    public Address Token => _token;

    /// <summary>The counter's contract.</summary>
    public Address Counter => _counter;

    /// <summary>How many increments were signed.</summary>
    public ulong Increments => (ulong)Interlocked.Read(ref _increments);

    /// <summary>The clients.</summary>
    public IReadOnlyList<LoadClient> Members => _clients;

    /// <summary>Makes both contracts and gives every client its share.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        LoadClient first = _clients[0];
        Operation token = first.Add(
            OperationKind.Deploy, to: null, TokenArtifact.Load().DeployWith(ShareOfEach * Clients), receiver: 0, ShareOfEach * Clients);
        Operation counter = first.Add(OperationKind.Deploy, to: null, CounterContract.Deployment);
        await WithinAsync(first.FinishAsync(cancellation), cancellation);
        (_token, _counter) = (Address.Parse(token.Contract!), Address.Parse(counter.Contract!));
        for (int to = 1; to < Clients; to++)
        {
            AddTransfer(first, to, ShareOfEach);
        }

        await WithinAsync(first.FinishAsync(cancellation), cancellation);
    }

    /// <summary>Lets the clients work; what an earlier scenario left pending is finished first.</summary>
    public void Start(CancellationToken cancellation)
    {
        _running = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _isEnding = false;
        _tasks = [.. _clients.Select((client, index) => RunAsync(client, index, _running.Token))];
    }

    /// <summary>Lets every client finish what it began; fails when that is not final in time.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        _isEnding = true;
        await WithinAsync(Task.WhenAll(_tasks), cancellation);
    }

    /// <summary>Stops the clients where they are: their scenario has failed.</summary>
    public async Task AbandonAsync()
    {
        if (_running is not null)
        {
            await _running.CancelAsync();
            await Task.WhenAll(_tasks).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>The token balances that follow from what is final.</summary>
    public IReadOnlyList<ulong> Balances()
    {
        ulong[] balances = new ulong[Clients];
        for (int from = 0; from < Clients; from++)
        {
            foreach (Operation operation in _clients[from].Done.Where(operation => operation.Kind != OperationKind.Increment))
            {
                checked
                {
                    balances[from] -= operation.Kind == OperationKind.Transfer ? operation.Amount : 0;
                    balances[operation.To] += operation.Amount;
                }
            }
        }

        return balances;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _running?.Dispose();
        _http.Dispose();
    }

    private async Task RunAsync(LoadClient client, int index, CancellationToken cancellation)
    {
        await client.FinishAsync(cancellation);
        while (!_isEnding)
        {
            for (int i = 0; i < TransfersOfOneBatch; i++)
            {
                (int step, ulong amount) = Draw();
                AddTransfer(client, (index + step) % Clients, amount);
            }

            Interlocked.Increment(ref _increments);
            client.Add(OperationKind.Increment, _counter, []);
            await client.FinishAsync(cancellation);
            await client.ReadCounterAsync(_counter, () => Increments, cancellation);
        }
    }

    private (int Step, ulong Amount) Draw()
    {
        lock (_random)
        {
            return (_random.Next(1, Clients), (ulong)_random.Next(1, AmountMax));
        }
    }

    private void AddTransfer(LoadClient client, int to, ulong amount) =>
        client.Add(OperationKind.Transfer, _token, TokenAbi.Transfer(_clients[to].Address, amount), to, amount);

    private async Task WithinAsync(Task work, CancellationToken cancellation)
    {
        try
        {
            await work.WaitAsync(FinalWithin, cancellation);
        }
        catch (TimeoutException)
        {
            IEnumerable<string> open = _clients.SelectMany((client, index) => client.Pending.Take(3).Select(
                operation => $"client {index} {operation.Kind} {operation.Transaction.Hash}"));
            Assert.Fail($"Not final within {FinalWithin.TotalSeconds:0} s: {string.Join(", ", open)}.");
        }
    }
}
