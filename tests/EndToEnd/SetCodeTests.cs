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

/// <summary>A set-code transaction (EIP-7702) as a wallet sends it: an account without balance runs a contract's code.</summary>
public sealed class SetCodeTests(FourNodes chain) : ChainTest(chain)
{
    private const ulong Gas = 200_000;

    /// <summary>Init code of a contract that writes 1 to slot 1: PUSH5 code, MSTORE, RETURN its last five bytes.</summary>
    private static readonly byte[] WriterInitCode =
        [0x64, 0x60, 0x01, 0x60, 0x01, 0x55, 0x60, 0x00, 0x52, 0x60, 0x05, 0x60, 0x1b, 0xf3];

    private static readonly ISigner Sponsor = DevelopmentWallet.Account(3);

    /// <summary>An account that nobody funded.</summary>
    private static readonly ISigner Authority = DevelopmentWallet.Account(90);

    [Fact]
    public async Task A_set_code_transaction_delegates_and_every_node_shows_it()
    {
        JsonElement deployed = await SendAsync(new UnsignedTransaction
        {
            Kind = TransactionKind.DynamicFee,
            ChainId = (ulong)Chain.Chain.ChainId,
            Nonce = 0,
            GasLimit = Gas,
            Data = WriterInitCode,
        });
        string writer = deployed.GetProperty("contractAddress").GetString()!;
        Authorization authorization = AuthorizationSigner.Sign(
            (ulong)Chain.Chain.ChainId, Address.Parse(writer), 0, Authority, CryptoSuites.Secp256k1.Hash);
        JsonElement receipt = await SendAsync(new UnsignedTransaction
        {
            Kind = TransactionKind.SetCode,
            ChainId = (ulong)Chain.Chain.ChainId,
            Nonce = 1,
            GasLimit = Gas,
            To = Authority.Address,
            AuthorizationList = [authorization],
        });

        Assert.Equal("0x4", receipt.GetProperty("type").GetString());
        Assert.Equal("0x1", receipt.GetProperty("status").GetString());
        string height = receipt.GetProperty("blockNumber").GetString()!;
        foreach (NodeClient node in Chain.Nodes)
        {
            await AssertDelegatedAsync(node, height, writer);
            await AssertShownAsync(node, receipt.GetProperty("transactionHash").GetString()!, authorization);
        }
    }

    private static async Task AssertDelegatedAsync(NodeClient node, string height, string writer)
    {
        string authority = Authority.Address.ToString();
        JsonElement code = await node.Rpc.CallAsync(new RpcCall("eth_getCode", authority, height), Cancellation);
        JsonElement slot = await node.Rpc.CallAsync(new RpcCall("eth_getStorageAt", authority, "0x1", height), Cancellation);
        JsonElement nonce = await node.Rpc.CallAsync(new RpcCall("eth_getTransactionCount", authority, height), Cancellation);
        Assert.Equal("0xef0100" + writer[2..], code.GetString());
        Assert.Equal(1, Quantity.Read(nonce));
        Assert.EndsWith("01", slot.GetString(), StringComparison.Ordinal);
    }

    private static async Task AssertShownAsync(NodeClient node, string hash, Authorization authorization)
    {
        JsonElement shown = await node.Rpc.CallAsync(new RpcCall("eth_getTransactionByHash", hash), Cancellation);
        JsonElement tuple = Assert.Single(shown.GetProperty("authorizationList").EnumerateArray());
        Assert.Equal(authorization.Address.ToString(), tuple.GetProperty("address").GetString());
        Assert.Equal(authorization.R, UInt256.Parse(tuple.GetProperty("r").GetString()!));
        JsonElement resource = await node.GetAsync($"/api/v1/transactions/{hash}", Cancellation);
        Assert.Equal("SetCode", resource.GetProperty("kind").GetString());
    }

    /// <summary>Sends to the first node and waits until all nodes have the receipt.</summary>
    private async Task<JsonElement> SendAsync(UnsignedTransaction request)
    {
        Transaction transaction = TransactionSigner.Sign(request, Sponsor, CryptoSuites.Secp256k1.Hash);
        JsonElement hash = await Chain.Nodes[0].Rpc.CallAsync(
            new RpcCall("eth_sendRawTransaction", Hex.Encode(transaction.Raw.Span)), Cancellation);
        Assert.Equal(transaction.Hash.ToString(), hash.GetString());
        var receipt = new RpcCall("eth_getTransactionReceipt", transaction.Hash.ToString());
        await Eventually.HoldsAsync(
            "every node has the receipt",
            FinalWithin,
            async token => (await Task.WhenAll(Chain.Nodes.Select(node => node.Rpc.CallAsync(receipt, token))))
                .All(answer => answer.ValueKind == JsonValueKind.Object),
            Cancellation);
        return await Chain.Nodes[0].Rpc.CallAsync(receipt, Cancellation);
    }
}
