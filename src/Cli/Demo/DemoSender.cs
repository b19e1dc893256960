using System.Text.Json;
using Ledger.Cli.CommandLine;
using Ledger.Cli.Control;
using Ledger.Cli.Rpc;
using Ledger.Crypto;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Cli.Demo;

/// <summary>Signs transactions, sends them to the nodes, and waits until they are final.</summary>
internal sealed class DemoSender(IReadOnlyList<NodeClient> nodes, long chainId)
{
    private const ulong DeployGas = 3_000_000;
    private const ulong TransferGas = 120_000;
    private const int SendersAtOnce = 16;
    private const int ReceiptsOfOneRequest = 100;

    /// <summary>How long transactions may take to become final.</summary>
    public static readonly TimeSpan FinalTimeout = TimeSpan.FromSeconds(120);

    /// <summary>Deploys a contract and waits until it is there.</summary>
    /// <returns>Its address.</returns>
    public async Task<Address> DeployAsync(DemoAccount account, byte[] initCode, CancellationToken cancellation)
    {
        Transaction transaction = Sign(account, TransactionKind.DynamicFee, to: null, initCode, DeployGas);
        await SendAsync(nodes[0], transaction, cancellation);
        IReadOnlyList<JsonElement> receipts = await WaitAsync([transaction.Hash], cancellation);
        return Address.Parse(receipts[0].GetProperty("contractAddress").GetString()!);
    }

    /// <summary>Sends transfers, each account's through one node, in the order of its nonces.</summary>
    /// <returns>The transactions' hashes.</returns>
    public async Task<IReadOnlyList<Hash256>> TransferAsync(
        Address token,
        IReadOnlyList<DemoAccount> accounts,
        IReadOnlyList<PlannedTransfer> transfers,
        CancellationToken cancellation)
    {
        (NodeClient Node, Transaction[] Signed)[] queues =
        [
            .. transfers.GroupBy(transfer => transfer.From).Select(group => (
                nodes[group.Key % nodes.Count],
                group.Select(transfer => SignTransfer(token, accounts, transfer)).ToArray())),
        ];
        var options = new ParallelOptions { MaxDegreeOfParallelism = SendersAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(queues, options, async (queue, token) =>
        {
            foreach (Transaction transaction in queue.Signed)
            {
                await SendAsync(queue.Node, transaction, token);
            }
        });
        return [.. queues.SelectMany(queue => queue.Signed).Select(transaction => transaction.Hash)];
    }

    /// <summary>Waits until every transaction has a receipt on node 0 and succeeded.</summary>
    /// <returns>The receipts in the order of the hashes.</returns>
    /// <exception cref="CommandFailedException">One failed, or is not final in time.</exception>
    public async Task<IReadOnlyList<JsonElement>> WaitAsync(
        IReadOnlyList<Hash256> hashes, CancellationToken cancellation)
    {
        var receipts = new JsonElement?[hashes.Count];
        bool all = await Poll.UntilAsync(
            async token =>
            {
                foreach (int[] part in Enumerable.Range(0, hashes.Count).Where(i => receipts[i] is null)
                    .Chunk(ReceiptsOfOneRequest))
                {
                    await ReadReceiptsAsync(part, hashes, receipts, token);
                }

                return receipts.All(receipt => receipt is not null);
            },
            FinalTimeout,
            cancellation);
        if (!all)
        {
            int missing = receipts.Count(receipt => receipt is null);
            throw new CommandFailedException(
                $"{missing} of {hashes.Count} transactions are not final after {FinalTimeout.TotalSeconds:0} s; "
                + $"the first is {hashes[Array.FindIndex(receipts, receipt => receipt is null)]}. See 'ledger status'.");
        }

        return [.. receipts.Select(receipt => receipt!.Value)];
    }

    private async Task ReadReceiptsAsync(
        int[] part, IReadOnlyList<Hash256> hashes, JsonElement?[] receipts, CancellationToken cancellation)
    {
        IReadOnlyList<JsonElement> answers = await nodes[0].Rpc.BatchAsync(
            [.. part.Select(index => new RpcCall("eth_getTransactionReceipt", hashes[index].ToString()))], cancellation);
        for (int i = 0; i < part.Length; i++)
        {
            if (answers[i].ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (answers[i].GetProperty("status").GetString() != "0x1")
            {
                throw new CommandFailedException($"transaction {hashes[part[i]]} failed: {answers[i].GetRawText()}");
            }

            receipts[part[i]] = answers[i];
        }
    }

    private static async Task SendAsync(NodeClient node, Transaction transaction, CancellationToken cancellation)
    {
        JsonElement answer = await node.Rpc.CallAsync(
            new RpcCall("eth_sendRawTransaction", Hex.Encode(transaction.Raw.Span)), cancellation);
        if (answer.GetString() != transaction.Hash.ToString())
        {
            throw new CommandFailedException(
                $"{node.Node.Name} gave the transaction {transaction.Hash} another name: {answer.GetString()}.");
        }
    }

    private Transaction SignTransfer(Address token, IReadOnlyList<DemoAccount> accounts, PlannedTransfer transfer) => Sign(
        accounts[transfer.From],
        // Both formats that wallets make, so that both are seen to work.
        transfer.From % 2 == 0 ? TransactionKind.DynamicFee : TransactionKind.Legacy,
        token,
        TokenAbi.Transfer(accounts[transfer.To].Address, transfer.Amount),
        TransferGas);

    private Transaction Sign(DemoAccount account, TransactionKind kind, Address? to, byte[] data, ulong gas) =>
        TransactionSigner.Sign(
            new UnsignedTransaction
            {
                Kind = kind,
                ChainId = (ulong)chainId,
                Nonce = account.TakeNonce(),
                GasLimit = gas,
                To = to,
                Data = data,
            },
            account.Signer,
            CryptoSuites.Secp256k1.Hash);
}
