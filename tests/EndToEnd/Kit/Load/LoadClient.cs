using System.Globalization;
using System.Text.Json;
using Ledger.Cli.Rpc;
using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.EndToEnd.Kit.Load;

/// <summary>
/// A client as an SDK is one: it sends through one node, asks there for receipts, and goes to the next node when this one is silent, with
/// the same transactions. It writes down everything that it learns.
/// </summary>
/// <param name="number">Its number; its first node is that of this index.</param>
/// <param name="signer">Its account.</param>
/// <param name="chainId">The chain.</param>
/// <param name="nodes">The nodes.</param>
/// <param name="history">Where it writes.</param>
internal sealed class LoadClient(
    int number, ISigner signer, long chainId, IReadOnlyList<NodeClient> nodes, History history)
{
    private const ulong Gas = 3_000_000;

    /// <summary>After so many questions without a new receipt the transactions go to the next node.</summary>
    private const int PatienceInPolls = 20;

    private readonly List<Operation> _pending = [];
    private readonly List<Operation> _done = [];
    private ulong _nonce;
    private int _moves;
    private ulong _counterSeen;

    /// <summary>Its account.</summary>
    public Address Address => signer.Address;

    /// <summary>How many transactions it signed.</summary>
    public ulong Nonce => _nonce;

    /// <summary>What is not known to be final.</summary>
    public IReadOnlyList<Operation> Pending => _pending;

    /// <summary>What is final.</summary>
    public IReadOnlyList<Operation> Done => _done;

    private NodeClient Node => nodes[(number + _moves) % nodes.Count];

    /// <summary>Signs an operation; <see cref="FinishAsync"/> sends it.</summary>
    public Operation Add(OperationKind kind, Address? to, byte[] data, int receiver = 0, ulong amount = 0)
    {
        var operation = new Operation(kind, Sign(to, data)) { To = receiver, Amount = amount };
        _pending.Add(operation);
        history.Add(new HistoryEntry(number, operation.Transaction.Hash, HistoryStep.Invoke, Node.Node.Name, $"{kind}"));
        return operation;
    }

    /// <summary>Sends what is pending, and goes on until all of it is final.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        bool isSent = false;
        int silentPolls = 0;
        using var timer = new PeriodicTimer(Ledger.Cli.Control.Poll.Interval);
        while (_pending.Count > 0)
        {
            try
            {
                if (!isSent)
                {
                    await SendAsync(cancellation);
                    isSent = true;
                }

                silentPolls = await CollectAsync(cancellation) ? 0 : silentPolls + 1;
            }
            catch (JsonRpcException problem) when (problem.Code == 0)
            {
                Note(HistoryStep.Unknown, _pending[0], problem.Message);
                silentPolls = PatienceInPolls;
            }

            if (silentPolls >= PatienceInPolls)
            {
                _moves++;
                (isSent, silentPolls) = (false, 0);
                _counterSeen = 0; // The next node may be a moment behind this one.
            }

            if (_pending.Count > 0)
            {
                await timer.WaitForNextTickAsync(cancellation);
            }
        }
    }

    /// <summary>Reads the counter, which must be no lower than this client knows from this node, nor higher than clients asked for.</summary>
    /// <param name="counter">The contract.</param>
    /// <param name="asked">How many increments had been signed when the answer had come.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task ReadCounterAsync(Address counter, Func<ulong> asked, CancellationToken cancellation)
    {
        NodeClient node = Node;
        ulong atLeast = _counterSeen;
        try
        {
            JsonElement answer = await node.Rpc.CallAsync(
                new RpcCall("eth_getStorageAt", counter.ToString(), "0x0", "latest"), cancellation);
            ulong value = ReadUInt64(answer.GetString()!);
            Assert.InRange(value, atLeast, asked());
            _counterSeen = value;
        }
        catch (JsonRpcException)
        {
            // The node is down: a read promises nothing.
        }
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        foreach (Operation operation in _pending)
        {
            try
            {
                await Node.Rpc.CallAsync(
                    new RpcCall("eth_sendRawTransaction", Hex.Encode(operation.Transaction.Raw.Span)), cancellation);
            }
            catch (JsonRpcException refusal) when (refusal.Code != 0)
            {
                // The receipts tell whether it matters: it may be final already.
                Note(HistoryStep.Refused, operation, $"{refusal.Code} {refusal.Message}");
            }
        }
    }

    /// <returns>Whether something became final.</returns>
    private async Task<bool> CollectAsync(CancellationToken cancellation)
    {
        NodeClient node = Node;
        IReadOnlyList<JsonElement> receipts;
        try
        {
            receipts = await node.Rpc.BatchAsync(
                [.. _pending.Select(one => new RpcCall("eth_getTransactionReceipt", one.Transaction.Hash.ToString()))],
                cancellation);
        }
        catch (JsonRpcException refusal) when (refusal.Code != 0)
        {
            Note(HistoryStep.Refused, _pending[0], $"{refusal.Code} {refusal.Message}");
            return false;
        }

        int before = _pending.Count;
        for (int i = receipts.Count - 1; i >= 0; i--)
        {
            if (receipts[i].ValueKind == JsonValueKind.Object)
            {
                Take(_pending[i], receipts[i]);
                _pending.RemoveAt(i);
            }
        }

        return _pending.Count < before;
    }

    private void Take(Operation operation, JsonElement receipt)
    {
        Assert.Equal("0x1", receipt.GetProperty("status").GetString());
        Note(HistoryStep.Ok, operation, receipt.GetProperty("blockHash").GetString()!);
        if (operation.Kind == OperationKind.Increment)
        {
            operation.CounterValue = ReadUInt64(receipt.GetProperty("logs")[0].GetProperty("data").GetString()!);
            _counterSeen = Math.Max(_counterSeen, operation.CounterValue);
        }

        operation.Contract = receipt.GetProperty("contractAddress").GetString();
        _done.Add(operation);
    }

    private void Note(HistoryStep step, Operation operation, string detail) =>
        history.Add(new HistoryEntry(number, operation.Transaction.Hash, step, Node.Node.Name, detail));

    private static ulong ReadUInt64(string word) =>
        ulong.Parse(word.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private Transaction Sign(Address? to, byte[] data) => TransactionSigner.Sign(
        new UnsignedTransaction
        {
            Kind = TransactionKind.DynamicFee,
            ChainId = (ulong)chainId,
            Nonce = _nonce++,
            GasLimit = Gas,
            To = to,
            Data = data,
        },
        signer,
        CryptoSuites.Secp256k1.Hash);
}
