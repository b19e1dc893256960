using System.Text.Json;
using Ledger.Api.Tests.Hosting;
using Ledger.Domain.Primitives;
using Ledger.Node.Execution;
using Ledger.Testing;

namespace Ledger.Api.Tests.JsonRpc;

/// <summary>How go-ethereum's state overrides are read.</summary>
public sealed class StateOverrideTests
{
    private const string Account = "0x00000000000000000000000000000000000000c0";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("eth_call", "[{},\"latest\",@]")]
    [InlineData("eth_estimateGas", "[{},\"latest\",@]")]
    [InlineData("debug_traceCall", "[{},\"latest\",{\"stateOverrides\":@}]")]
    public async Task Every_member_reaches_the_call(string method, string parameters)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        const string overrides = """
            {"0x00000000000000000000000000000000000000c0":{"balance":"0x10","nonce":"0x2","code":"0x6001","stateDiff":{"0x1":"0x7"},"unknown":1},
             "0x00000000000000000000000000000000000000c1":{"state":{"0x0000000000000000000000000000000000000000000000000000000000000002":"0x8"},"code":"0x"}}
            """;

        await node.CallAsync(method, parameters.Replace("@", overrides, StringComparison.Ordinal), Cancellation);

        CallRequest? call = method == "debug_traceCall" ? node.World.Replayer.LastCall : node.World.Caller.LastCall;
        Assert.Equal(2, call?.StateOverrides.Count);
        AccountOverride first = call!.StateOverrides[Address.Parse(Account, null)];
        Assert.Equal(((UInt256)16, 2UL, false), (first.Balance, first.Nonce, first.ReplacesStorage));
        Assert.Equal([0x60, 0x01], first.Code?.ToArray());
        Assert.Equal(TestAccounts.Suite.Hash.Hash([0x60, 0x01]), first.CodeHash);
        Assert.Equal(7UL, first.Slots[1]);
        AccountOverride second = call.StateOverrides[Address.Parse("0x00000000000000000000000000000000000000c1", null)];
        Assert.Equal((null, null, true), (second.Balance, second.Nonce, second.ReplacesStorage));
        Assert.True(second.Code is { Length: 0 } && second.CodeHash.IsZero);
        Assert.Equal(8UL, second.Slots[2]);
    }

    [Theory]
    [InlineData("7", "expected an object of addresses")]
    [InlineData("{\"0x00\":{}}", "has addresses as names")]
    [InlineData("{\"@\":7}", "must be an object")]
    [InlineData("{\"@\":{\"balance\":16}}", "has a balance that is no quantity")]
    [InlineData("{\"@\":{\"nonce\":\"0x10000000000000000\"}}", "has a nonce that is no quantity of at most 0xffffffffffffffff")]
    [InlineData("{\"@\":{\"code\":\"0x0\"}}", "has a code that is not bytes")]
    [InlineData("{\"@\":{\"state\":[]}}", "has a state that is not an object of slots")]
    [InlineData("{\"@\":{\"stateDiff\":{\"1\":\"0x1\"}}}", "has a stateDiff that is not an object of slots")]
    [InlineData("{\"@\":{\"stateDiff\":{\"0x1\":\"0x1\",\"0x01\":\"0x1\"}}}", "each slot once")]
    [InlineData("{\"@\":{\"state\":{},\"stateDiff\":{}}}", "has both state and stateDiff")]
    [InlineData("{\"@\":{\"movePrecompileToAddress\":\"@\"}}", "movePrecompileToAddress, which is not supported")]
    [InlineData("{\"@\":{},\"0X00000000000000000000000000000000000000C0\":{}}", "is overridden twice")]
    public async Task What_is_not_understood_is_refused_with_the_reason(string overrides, string words)
    {
        await using TestNode node = await TestNode.StartAsync(Cancellation);
        string parameters = $"[{{}},\"latest\",{overrides.Replace("@", Account, StringComparison.Ordinal)}]";

        JsonElement error = (await node.CallAsync("eth_call", parameters, Cancellation)).GetProperty("error");

        Assert.Equal(-32602, error.GetProperty("code").GetInt32());
        Assert.Contains(words, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }
}
