using System.Collections.Concurrent;
using System.Text.Json;
using Ledger.Cli.Demo;
using Ledger.Cli.Rpc;
using Ledger.Cli.Wallets;
using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.EndToEnd.Kit;

/// <summary>Token transfers of several accounts, with the balances, nonces and receipts that must come of them.</summary>
/// <remarks>Two of one chain need accounts of their own: each counts its nonces from 0.</remarks>
internal sealed class TokenTraffic(FourNodes chain, int accounts, int firstAccount = 100)
{
    private const ulong Gas = 3_000_000;

    private static readonly TimeSpan FinalWithin = TimeSpan.FromSeconds(60);

    private readonly ISigner[] _signers =
        [.. Enumerable.Range(firstAccount, accounts).Select(DevelopmentWallet.Account)];

    private readonly ulong[] _nonces = new ulong[accounts];
    private readonly TransferPlan _plan = new(accounts);
    private readonly ConcurrentDictionary<Hash256, string> _finalIn = new();
    private int _planned;
    private Hash256 _deployment;
    private Address _token;

    /// <summary>What is not known to be final yet, each account's in the order of its nonces.</summary>
    public List<(int Account, Transaction Transaction)> Pending { get; } = [];

    /// <summary>Transactions for which a node gave a receipt, and the block that the receipt named.</summary>
    public IReadOnlyDictionary<Hash256, string> FinalIn => _finalIn;

    /// <summary>Deploys the token and gives every account its share.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        Transaction deployment = Sign(0, to: null, TokenArtifact.Load().DeployWith(_plan.Supply));
        _deployment = deployment.Hash;
        Pending.Add((0, deployment));
        await FinishAsync(cancellation);
        await Eventually.HoldsAsync("the first node has the token's receipt", FinalWithin, ReadTokenAsync, cancellation);
        Plan(_plan.TakeShares());
        await FinishAsync(cancellation);
    }

    /// <summary>Signs the next transfers.</summary>
    public void PlanTransfers(int count)
    {
        Plan(_plan.TakeTransfers(_planned, count));
        _planned += count;
    }

    /// <summary>Sends what is pending once, each account's through one node; nodes that are down are left out.</summary>
    public async Task TrySendAsync(CancellationToken cancellation)
    {
        foreach ((int account, Transaction transaction) in Pending.ToArray())
        {
            try
            {
                await chain.Nodes[account % chain.Nodes.Count].Rpc.CallAsync(
                    new RpcCall("eth_sendRawTransaction", Hex.Encode(transaction.Raw.Span)), cancellation);
            }
            catch (JsonRpcException)
            {
                // The node is down, or has the transaction already: the receipts tell.
            }
        }
    }

    /// <summary>Asks one node once for receipts of what is pending.</summary>
    public async Task TryCollectAsync(NodeClient node, CancellationToken cancellation)
    {
        try
        {
            IReadOnlyList<JsonElement> receipts = await node.Rpc.BatchAsync(
                [.. Pending.Select(entry => new RpcCall(
                    "eth_getTransactionReceipt", entry.Transaction.Hash.ToString()))],
                cancellation);
            for (int i = receipts.Count - 1; i >= 0; i--)
            {
                if (receipts[i].ValueKind == JsonValueKind.Object)
                {
                    Assert.Equal("0x1", receipts[i].GetProperty("status").GetString());
                    _finalIn[Pending[i].Transaction.Hash] = receipts[i].GetProperty("blockHash").GetString()!;
                    Pending.RemoveAt(i);
                }
            }
        }
        catch (JsonRpcException)
        {
            // The node is down; it acknowledged nothing.
        }
    }

    /// <summary>Sends again and again until everything planned is final.</summary>
    public Task FinishAsync(CancellationToken cancellation) => Eventually.HoldsAsync(
        "every transfer is final",
        FinalWithin,
        async token =>
        {
            await TrySendAsync(token);
            foreach (NodeClient node in chain.Nodes)
            {
                await TryCollectAsync(node, token);
            }

            return Pending.Count == 0;
        },
        cancellation);

    /// <summary>Asserts on every node: nothing final is lost or moved, nothing was executed twice, all blocks are equal.</summary>
    public async Task AssertEverywhereAsync(CancellationToken cancellation)
    {
        long[] heights = await Task.WhenAll(chain.Nodes.Select(node => node.HeightAsync(cancellation)));
        long height = heights.Max();
        await Eventually.HoldsAsync(
            $"every node has block {height}",
            FinalWithin,
            async token => (await Task.WhenAll(chain.Nodes.Select(node => node.HeightAsync(token)))).All(own => own >= height),
            cancellation);
        Hash256[] hashes = await Task.WhenAll(chain.Nodes.Select(node => node.BlockHashAsync(height, cancellation)));
        Assert.Single(hashes.Distinct());
        foreach (NodeClient node in chain.Nodes)
        {
            await AssertReceiptsAsync(node, cancellation);
            await AssertAccountsAsync(node, height, cancellation);
        }
    }

    // Final means that one node has the receipt; the first node may be a moment behind it.
    private async Task<bool> ReadTokenAsync(CancellationToken cancellation)
    {
        JsonElement receipt = await chain.Nodes[0].Rpc.CallAsync(
            new RpcCall("eth_getTransactionReceipt", _deployment.ToString()), cancellation);
        if (receipt.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        _token = Address.Parse(receipt.GetProperty("contractAddress").GetString()!);
        return true;
    }

    private async Task AssertReceiptsAsync(NodeClient node, CancellationToken cancellation)
    {
        foreach (KeyValuePair<Hash256, string>[] part in _finalIn.Chunk(100))
        {
            IReadOnlyList<JsonElement> receipts = await node.Rpc.BatchAsync(
                [.. part.Select(entry => new RpcCall("eth_getTransactionReceipt", entry.Key.ToString()))], cancellation);
            for (int i = 0; i < part.Length; i++)
            {
                Assert.True(
                    receipts[i].ValueKind == JsonValueKind.Object,
                    $"{node.Node.Name} lost {part[i].Key}, which was final in block {part[i].Value}.");
                Assert.Equal(part[i].Value, receipts[i].GetProperty("blockHash").GetString());
            }
        }
    }

    private async Task AssertAccountsAsync(NodeClient node, long height, CancellationToken cancellation)
    {
        IReadOnlyList<JsonElement> nonces = await node.Rpc.BatchAsync(
            [.. _signers.Select(signer => new RpcCall(
                "eth_getTransactionCount", signer.Address.ToString(), Quantity.Of(height)))],
            cancellation);
        Assert.Equal(_nonces.Select(nonce => (long)nonce), nonces.Select(Quantity.Read));
        IReadOnlyList<JsonElement> balances = await node.Rpc.BatchAsync(
            [.. _signers.Select(signer => new RpcCall(
                "eth_call",
                new { to = _token.ToString(), data = TokenAbi.BalanceOf(signer.Address) },
                Quantity.Of(height)))],
            cancellation);
        Assert.Equal(
            _plan.Balances.Select(balance => (UInt256)balance),
            balances.Select(balance => UInt256.Parse(balance.GetString()!)));
    }

    private void Plan(IReadOnlyList<PlannedTransfer> transfers)
    {
        foreach (PlannedTransfer transfer in transfers)
        {
            byte[] data = TokenAbi.Transfer(_signers[transfer.To].Address, transfer.Amount);
            Pending.Add((transfer.From, Sign(transfer.From, _token, data)));
        }
    }

    private Transaction Sign(int account, Address? to, byte[] data) => TransactionSigner.Sign(
        new UnsignedTransaction
        {
            Kind = TransactionKind.DynamicFee,
            ChainId = (ulong)chain.Chain.ChainId,
            Nonce = _nonces[account]++,
            GasLimit = Gas,
            To = to,
            Data = data,
        },
        _signers[account],
        CryptoSuites.Secp256k1.Hash);
}
