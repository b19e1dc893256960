using System.Globalization;
using System.Text.Json;
using Ledger.Domain.Abi;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Load;

/// <summary>Deploys the token and gives every sender tokens, and ether where gas costs something.</summary>
internal sealed class TokenSetup(Endpoint endpoint, Workload workload, ISigner funder, ChainFacts chain)
{
    private const ulong DeployGas = 3_000_000;
    private const ulong PayGas = 120_000;
    private const ulong TokensOfEach = 1_000_000_000;
    private const int PendingMax = 50;
    private const string ResourceName = "DemoToken.json";

    private static readonly AbiConstructor Constructor = new(AbiType.ParseTuple("(uint256 supply)"), IsPayable: false);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ReceiptTimeout = TimeSpan.FromSeconds(60);

    private ulong _nonce;

    /// <summary>Does it.</summary>
    /// <returns>The token's address.</returns>
    public async Task<Address> RunAsync(CancellationToken cancellation)
    {
        _nonce = await NonceOfAsync(funder.Address, cancellation);
        UInt256 supply = TokensOfEach * (ulong)workload.Senders.Count;
        byte[] data = Constructor.EncodeDeployment(Bytecode(), supply);
        Hash256 deployment = await SendAsync(null, UInt256.Zero, data, DeployGas, cancellation);
        JsonElement receipt = await ReceiptAsync(deployment, cancellation);
        var token = Address.Parse(receipt.GetProperty("contractAddress").GetString()!);

        Hash256 last = deployment;
        for (int i = 0; i < workload.Senders.Count; i++)
        {
            Address sender = workload.Senders[i].Address;
            workload.SetNonce(i, await NonceOfAsync(sender, cancellation));
            last = await SendAsync(token, UInt256.Zero, Workload.TransferData(sender, TokensOfEach), PayGas, cancellation);
            if (!chain.GasPrice.IsZero)
            {
                last = await SendAsync(sender, OneEther(), [], PayGas, cancellation);
            }

            if (i % PendingMax == PendingMax - 1)
            {
                await ReceiptAsync(last, cancellation);
            }
        }

        await ReceiptAsync(last, cancellation);
        return token;
    }

    private static UInt256 OneEther() => 1_000_000_000_000_000_000UL;

    private static byte[] Bytecode()
    {
        using Stream stream = typeof(TokenSetup).Assembly.GetManifestResourceStream(ResourceName)!;
        using var document = JsonDocument.Parse(stream);
        return Hex.Decode(document.RootElement.GetProperty("bytecode").GetString());
    }

    private async Task<ulong> NonceOfAsync(Address account, CancellationToken cancellation) =>
        (ulong)await endpoint.QuantityAsync("eth_getTransactionCount", [account.ToString(), "latest"], cancellation);

    private async Task<Hash256> SendAsync(
        Address? to, UInt256 value, byte[] data, ulong gas, CancellationToken cancellation)
    {
        Transaction transaction = workload.Sign(funder, _nonce++, to, value, data, gas);
        await endpoint.CallAsync("eth_sendRawTransaction", [Hex.Encode(transaction.Raw.Span)], cancellation);
        return transaction.Hash;
    }

    private async Task<JsonElement> ReceiptAsync(Hash256 hash, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(ReceiptTimeout);
        using var timer = new PeriodicTimer(Interval);
        while (true)
        {
            JsonElement receipt = await endpoint.CallAsync(
                "eth_getTransactionReceipt", [hash.ToString()], timeout.Token);
            if (receipt.ValueKind == JsonValueKind.Object)
            {
                string status = receipt.GetProperty("status").GetString()!;
                return int.Parse(status.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) == 1
                    ? receipt
                    : throw new InvalidOperationException($"The preparing transaction {hash} failed: {receipt.GetRawText()}");
            }

            await timer.WaitForNextTickAsync(timeout.Token);
        }
    }
}
