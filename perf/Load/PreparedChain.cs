using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Load;

/// <summary>A chain with the token deployed and its senders paid: what every measurement starts from.</summary>
/// <param name="Endpoint">The endpoint that answers questions.</param>
/// <param name="Facts">What the chain said of itself.</param>
/// <param name="Workload">The senders.</param>
/// <param name="Token">The token.</param>
internal sealed record PreparedChain(Endpoint Endpoint, ChainFacts Facts, Workload Workload, Address Token)
{
    private const ulong FeeMargin = 2;

    /// <summary>Asks, deploys and pays.</summary>
    public static async Task<PreparedChain> PrepareAsync(
        HttpClient http, LoadOptions options, ISigner funder, Action<string> note, CancellationToken cancellation)
    {
        var endpoint = new Endpoint(http, options.Urls[0]);
        long price = await endpoint.QuantityAsync("eth_gasPrice", [], cancellation);
        string client = (await endpoint.CallAsync("web3_clientVersion", [], cancellation)).GetString()!;
        long chainId = await endpoint.QuantityAsync("eth_chainId", [], cancellation);
        var facts = new ChainFacts(chainId, (ulong)price * FeeMargin, client);
        var workload = new Workload(options, facts);
        note($"{client}, chain {chainId}: deploying the token, paying {options.Senders} senders");
        Address token = await new TokenSetup(endpoint, workload, funder, facts).RunAsync(cancellation);
        return new PreparedChain(endpoint, facts, workload, token);
    }
}
