using System.Text;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Abi;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Load;

/// <summary>The senders and their signed transfers: the same for the same chain, number and nonces.</summary>
internal sealed class Workload
{
    private const ulong TransferGas = 120_000;

    private static readonly AbiFunction Transfer = AbiFunction.Parse(
        "transfer(address to, uint256 value)", CryptoSuites.Secp256k1.Hash, "(bool)");

    private static readonly AbiFunction BalanceOf = AbiFunction.Parse(
        "balanceOf(address holder)", CryptoSuites.Secp256k1.Hash, "(uint256)");

    private readonly LoadOptions _options;
    private readonly ChainFacts _chain;
    private readonly ISigner[] _senders;
    private readonly ulong[] _nonces;

    /// <summary>Makes the senders' keys.</summary>
    public Workload(LoadOptions options, ChainFacts chain)
    {
        _options = options;
        _chain = chain;
        _senders = [.. Enumerable.Range(0, options.Senders).Select(Sender)];
        _nonces = new ulong[options.Senders];
    }

    /// <summary>The senders.</summary>
    public IReadOnlyList<ISigner> Senders => _senders;

    /// <summary>Tells the nonce of a sender's next transaction.</summary>
    public void SetNonce(int sender, ulong nonce) => _nonces[sender] = nonce;

    /// <summary>Signs any transaction of any account.</summary>
    public Transaction Sign(ISigner signer, ulong nonce, Address? to, UInt256 value, byte[] data, ulong gas) =>
        TransactionSigner.Sign(
            new UnsignedTransaction
            {
                Kind = _options.IsLegacy ? TransactionKind.Legacy : TransactionKind.DynamicFee,
                ChainId = (ulong)_chain.ChainId,
                Nonce = nonce,
                GasPrice = _chain.GasPrice,
                MaxPriorityFeePerGas = _options.IsLegacy ? _chain.GasPrice : UInt256.Zero,
                GasLimit = gas,
                To = to,
                Value = value,
                Data = data,
            },
            signer,
            CryptoSuites.Secp256k1.Hash);

    /// <summary>Call data of <c>transfer(address,uint256)</c> (EIP-20).</summary>
    public static byte[] TransferData(Address to, ulong amount) => Transfer.EncodeCall(to, amount);

    /// <summary>Signs transfers; every sender belongs to one connection, so its nonces leave in order.</summary>
    /// <param name="token">The token.</param>
    /// <param name="count">How many.</param>
    public IReadOnlyList<LoadRequest>[] SignTransfers(Address token, int count)
    {
        int connections = Math.Min(_options.Connections, _senders.Length);
        var queues = new List<Transaction>[connections];
        for (int i = 0; i < connections; i++)
        {
            queues[i] = [];
        }

        for (int i = 0; i < count; i++)
        {
            int sender = i % _senders.Length;
            int receiver = (sender + 1 + (i / _senders.Length % (_senders.Length - 1))) % _senders.Length;
            byte[] data = TransferData(_senders[receiver].Address, 1);
            queues[sender % connections].Add(
                Sign(_senders[sender], _nonces[sender]++, token, UInt256.Zero, data, TransferGas));
        }

        return [.. queues.Select((queue, connection) => Requests(queue, _options.Urls[connection % _options.Urls.Count]))];
    }

    /// <summary>Calls of <c>balanceOf(address)</c> (EIP-20) for one sender after the other.</summary>
    /// <param name="token">The token.</param>
    /// <param name="url">Who is asked.</param>
    /// <param name="count">How many.</param>
    public IReadOnlyList<LoadRequest> BalanceCalls(Address token, Uri url, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            byte[] data = BalanceOf.EncodeCall(_senders[i % _senders.Length].Address);
            string call = $$"""{"to":"{{token}}","data":"{{Hex.Encode(data)}}"}""";
            string body = $$"""{"jsonrpc":"2.0","id":{{i}},"method":"eth_call","params":[{{call}},"latest"]}""";
            return new LoadRequest(HttpRequest(url, body), []);
        }),
    ];

    private static Secp256k1Signer Sender(int number)
    {
        byte[] seed = Encoding.ASCII.GetBytes($"ledger load sender {number}");
        return new Secp256k1Signer(CryptoSuites.Secp256k1.Hash.Hash(seed).Bytes);
    }

    private List<LoadRequest> Requests(List<Transaction> queue, Uri url) =>
    [
        .. queue.Chunk(_options.Batch).Select(part => new LoadRequest(
            HttpRequest(url, Body(part)), [.. part.Select(transaction => transaction.Hash)])),
    ];

    private string Body(Transaction[] part)
    {
        IEnumerable<string> calls = part.Select((transaction, i) =>
            $$"""{"jsonrpc":"2.0","id":{{i}},"method":"eth_sendRawTransaction","params":["{{Hex.Encode(transaction.Raw.Span)}}"]}""");
        return _options.Batch > 1 ? $"[{string.Join(',', calls)}]" : calls.First();
    }

    private static byte[] HttpRequest(Uri url, string body) => Encoding.ASCII.GetBytes(
        $"POST {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {body.Length}\r\n\r\n{body}");
}
