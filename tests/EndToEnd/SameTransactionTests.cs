using System.Text.Json;
using Ledger.Cli.Rpc;
using Ledger.Cli.Wallets;
using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.EndToEnd.Kit;

namespace Ledger.EndToEnd;

/// <summary>The hash of a transaction is its idempotency key.</summary>
public sealed class SameTransactionTests(FourNodes chain) : ChainTest(chain)
{
    [Fact]
    public async Task The_same_transaction_sent_to_two_nodes_gives_one_receipt_equal_from_every_node()
    {
        ISigner sender = DevelopmentWallet.Account(1);
        Transaction transaction = TransactionSigner.Sign(
            new UnsignedTransaction
            {
                Kind = TransactionKind.DynamicFee,
                ChainId = (ulong)Chain.Chain.ChainId,
                Nonce = UInt256.Zero,
                GasLimit = 21_000,
                To = DevelopmentWallet.Account(2).Address,
                Value = 7,
            },
            sender,
            CryptoSuites.Secp256k1.Hash);
        var send = new RpcCall("eth_sendRawTransaction", Hex.Encode(transaction.Raw.Span));
        var receipt = new RpcCall("eth_getTransactionReceipt", transaction.Hash.ToString());

        JsonElement[] answers = await Task.WhenAll(
            Chain.Nodes[0].Rpc.CallAsync(send, Cancellation), Chain.Nodes[1].Rpc.CallAsync(send, Cancellation));
        await Eventually.HoldsAsync(
            "every node has the receipt",
            FinalWithin,
            async token => (await Task.WhenAll(Chain.Nodes.Select(node => node.Rpc.CallAsync(receipt, token))))
                .All(answer => answer.ValueKind == JsonValueKind.Object),
            Cancellation);
        JsonElement[] receipts = await Task.WhenAll(Chain.Nodes.Select(node => node.Rpc.CallAsync(receipt, Cancellation)));
        long[] nonces = await Task.WhenAll(Chain.Nodes.Select(async node => Quantity.Read(await node.Rpc.CallAsync(
            new RpcCall("eth_getTransactionCount", sender.Address.ToString(), "latest"), Cancellation))));

        Assert.All(answers, answer => Assert.Equal(transaction.Hash.ToString(), answer.GetString()));
        Assert.Single(receipts.Select(entry => entry.GetRawText()).Distinct());
        Assert.All(nonces, nonce => Assert.Equal(1, nonce));
    }
}
