using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ledger.Cli.CommandLine;
using Ledger.Cli.Control;
using Ledger.Cli.Rpc;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Abi;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Cli.Governance;

/// <summary>Signs changes of a group with a governor's key, sends them, and tells what became of them.</summary>
internal sealed class GovernanceSender(GroupRpc group, string keyFile)
{
    private const ulong GasLimit = 1_000_000;
    private const int Changed = 1;

    private static readonly TimeSpan FinalTimeout = TimeSpan.FromSeconds(60);

    /// <summary>What the chain's contracts answer when they refuse (FISCO BCOS's numbers).</summary>
    private static readonly Dictionary<int, string> Refusals = new()
    {
        [0] = "there was nothing to change: the node is not in the group",
        [-50000] = "this key is not a governor's; the genesis names them under 'governors'",
        [-51100] = "that is not a node id",
        [-51101] = "it is the last sealer: make another node one first",
        [-51300] = "the value is not within the limits of its key, or not together with the other parameters",
    };

    /// <summary>Makes a change.</summary>
    /// <returns>The block that decided it.</returns>
    /// <exception cref="CommandFailedException">It was refused, or is not final in time.</exception>
    public async Task<long> SendAsync(GovernanceChange change, CancellationToken cancellation)
    {
        if (!File.Exists(keyFile))
        {
            throw new CommandFailedException($"there is no key in {keyFile}; name a governor's with --key.");
        }

        Secp256k1Signer governor = NodeKeyFile.Load(keyFile);
        string account = governor.Address.ToString();
        JsonElement chainId = await group.CallAsync(new RpcCall("eth_chainId"), cancellation);
        JsonElement nonce = await group.CallAsync(new RpcCall("eth_getTransactionCount", account, "pending"), cancellation);
        Transaction transaction = TransactionSigner.Sign(
            new UnsignedTransaction
            {
                Kind = TransactionKind.DynamicFee,
                ChainId = (ulong)Quantity.Read(chainId),
                Nonce = (ulong)Quantity.Read(nonce),
                GasLimit = GasLimit,
                To = change.Contract,
                Data = AbiFunction.Parse(change.Function, CryptoSuites.Secp256k1.Hash)
                    .EncodeCall([.. change.Arguments.Select(argument => (AbiValue)argument)]),
            },
            governor,
            CryptoSuites.Secp256k1.Hash);
        await group.CallAsync(new RpcCall("eth_sendRawTransaction", Hex.Encode(transaction.Raw.Span)), cancellation);
        return await WaitAsync(transaction.Hash, cancellation);
    }

    private async Task<long> WaitAsync(Hash256 hash, CancellationToken cancellation)
    {
        JsonElement receipt = default;
        bool isFinal = await Poll.UntilAsync(
            async token =>
            {
                receipt = await group.CallAsync(
                    new RpcCall("getTransactionReceipt", group.Number, hash.ToString()), token);
                return receipt.ValueKind == JsonValueKind.Object;
            },
            FinalTimeout,
            cancellation);
        if (!isFinal)
        {
            throw new CommandFailedException(
                $"the change, transaction {hash}, is not final after {FinalTimeout.TotalSeconds:0} s. See 'ledger status'.");
        }

        int result = ResultOf(receipt);
        return result == Changed
            ? Quantity.Read(receipt.GetProperty("blockNumber"))
            : throw new CommandFailedException(Refusals.TryGetValue(result, out string? words)
                ? $"refused: {words}."
                : $"refused with {result.ToString(CultureInfo.InvariantCulture)}; see transaction {hash}.");
    }

    private static int ResultOf(JsonElement receipt)
    {
        byte[] output = Hex.Decode(receipt.GetProperty("output").GetString()!);
        return output.Length == 32 ? (int)new BigInteger(output, isBigEndian: true) : int.MinValue;
    }
}
