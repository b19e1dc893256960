using System.Text;
using Ledger.Evm.Instructions;
using Ledger.Evm.Tracing;

namespace Ledger.Evm.Tests.Tracing;

public sealed class CallTracerTests
{
    private const string From = "0x1000000000000000000000000000000000000001";
    private const string To = "0x2000000000000000000000000000000000000002";
    private const string Other = "0x3000000000000000000000000000000000000003";

    [Fact]
    public void A_transfer_is_one_call()
    {
        var tracer = new CallTracer(new CallTracerOptions(), TraceBudget.Unlimited());
        Traced.Call(tracer, new WorldState().With(Run.Sender, balance: 9), to: Run.Other, value: 7, data: [1, 0]);
        Traced.AssertJson(
            $$"""
            {"from":"{{From}}","gas":"0x186a0","gasUsed":"0x521c","to":"{{Other}}","input":"0x0100","value":"0x7","type":"CALL"}
            """,
            Json(tracer));
    }

    [Fact]
    public void Calls_nest_and_a_delegate_call_shows_its_parents_value_and_a_static_call_none()
    {
        Script other = new Script().Push(0xaa, 0).Do(Opcode.MStore8).Push(1, 0).Do(Opcode.Return);
        Script code = Call(new Script().Push(0, 0, 1, 0), Opcode.DelegateCall);
        Call(code.Do(Opcode.Pop).Push(0, 0, 0, 0), Opcode.StaticCall);
        Traced.AssertJson(
            $$"""
            {"from":"{{From}}","gas":"0x186a0","gasUsed":"0x5ce1","to":"{{To}}","input":"0x","calls":[
            {"from":"{{To}}","gas":"0x3e8","gasUsed":"0x12","to":"{{Other}}","input":"0x00","output":"0xaa","value":"0x5","type":"DELEGATECALL"},
            {"from":"{{To}}","gas":"0x3e8","gasUsed":"0x12","to":"{{Other}}","input":"0x","output":"0xaa","type":"STATICCALL"}
            ],"value":"0x5","type":"CALL"}
            """,
            Trace(new CallTracerOptions(), code, other, value: 5));
    }

    [Fact]
    public void Only_the_top_call_is_shown_when_asked_so()
    {
        Script code = Call(new Script().Push(0, 0, 0, 0), Opcode.StaticCall);
        Traced.AssertJson(
            $$"""
            {"from":"{{From}}","gas":"0x186a0","gasUsed":"0x602a","to":"{{To}}","input":"0x","value":"0x0","type":"CALL"}
            """,
            Trace(new CallTracerOptions { OnlyTopCall = true, WithLog = true }, code, new Script().Push(0, 0).Do(Opcode.Log0)));
    }

    [Fact]
    public void A_revert_has_its_data_and_its_reason_in_words()
    {
        var options = new CallTracerOptions { RevertReason = (called, output) => $"{called}: {output.Length} byte" };
        Script other = new Script().Push(0xbb, 0).Do(Opcode.MStore8).Push(1, 0).Do(Opcode.Revert);
        Script code = Call(new Script().Push(0, 0, 0, 0), Opcode.StaticCall);
        Traced.AssertJson(
            $$"""
            {"from":"{{From}}","gas":"0x186a0","gasUsed":"0x5c54","to":"{{To}}","input":"0x","calls":[
            {"from":"{{To}}","gas":"0x3e8","gasUsed":"0x12","to":"{{Other}}","input":"0x","output":"0xbb","error":"execution reverted","revertReason":"{{Other}}: 1 byte","type":"STATICCALL"}
            ],"value":"0x0","type":"CALL"}
            """,
            Trace(options, code, other));
    }

    [Theory]
    [InlineData("fe", "invalid opcode: INVALID")]
    [InlineData("01", "stack underflow (0 <=> 2)")]
    [InlineData("600056", "invalid jump destination")]
    [InlineData("5f5f55", "write protection")]
    [InlineData("60015f5f3e", "return data out of bounds")]
    [InlineData("64ffffffffff51", "out of gas")]
    public void A_halted_call_names_its_error_and_took_all_its_gas(string halting, string error)
    {
        Script code = Call(new Script().Push(0, 0, 0, 0), Opcode.StaticCall);
        string json = Trace(new CallTracerOptions(), code, new Script().Raw(Convert.FromHexString(halting)));
        Assert.Contains(
            $$"""
            "calls":[{"from":"{{To}}","gas":"0x3e8","gasUsed":"0x3e8","to":"{{Other}}","input":"0x","error":"{{error}}","type":"STATICCALL"}]
            """,
            json,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_stack_that_is_full_says_how_full()
    {
        string json = Trace(new CallTracerOptions(), new Script().Times(1025, part => part.Do(Opcode.Push0)), new Script());
        Assert.Contains("\"error\":\"stack limit reached 1024 (1023)\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_the_balance_does_not_allow_is_shown_and_costs_nothing()
    {
        Script code = new Script().Push(0, 0, 0, 0, 9).Push(Run.Other).Push(0).Do(Opcode.Call);
        string json = Trace(new CallTracerOptions(), code, new Script());
        Assert.Contains(
            $$"""
            {"from":"{{To}}","gas":"0x8fc","gasUsed":"0x0","to":"{{Other}}","input":"0x","error":"insufficient balance for transfer","value":"0x9","type":"CALL"}
            """,
            json,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_precompiled_contract_is_a_call_with_its_output()
    {
        Script code = new Script().Push(0, 0, 2, 0, 4, 100).Do(Opcode.StaticCall);
        Assert.Contains(
            $$"""
            {"from":"{{To}}","gas":"0x64","gasUsed":"0x12","to":"0x0000000000000000000000000000000000000004","input":"0x0000","output":"0x0000","type":"STATICCALL"}
            """,
            Trace(new CallTracerOptions(), code, new Script()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_creation_names_the_new_contract_and_shows_its_code_and_a_failed_one_names_none()
    {
        // Init code that returns the byte at 0; then init code that returns 0xef, which no contract may start with (EIP-3541).
        byte[] good = new Script().Push(1, 0).Do(Opcode.Return).ToArray();
        byte[] bad = [.. new Script().Push(0xef, 0).Do(Opcode.MStore8).ToArray(), .. good];
        Script code = Create(Create(new Script(), good), bad);
        string json = Trace(new CallTracerOptions(), code, new Script());
        Assert.Contains(
            $$"""{"from":"{{To}}","gas":"0xb4a3","gasUsed":"0xd1","to":"0x""", json, StringComparison.Ordinal);
        Assert.Contains(
            $$"""
            ,"input":"0x60016000f3","output":"0x00","value":"0x0","type":"CREATE"}
            """,
            json,
            StringComparison.Ordinal);
        Assert.Contains(
            $$"""
            "input":"0x60ef60005360016000f3","error":"invalid code: must not begin with 0xef","value":"0x0","type":"CREATE"}
            """,
            json,
            StringComparison.Ordinal);
        Assert.DoesNotContain("\"to\":\"0x\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_selfdestruct_is_a_call_of_its_beneficiary_with_the_balance()
    {
        Script code = new Script().Push(Run.Other).Do(Opcode.SelfDestruct);
        Traced.AssertJson(
            $$"""
            {"from":"{{From}}","gas":"0x186a0","gasUsed":"0xd163","to":"{{To}}","input":"0x","calls":[
            {"from":"{{To}}","gas":"0x0","gasUsed":"0x0","to":"{{Other}}","input":"0x","value":"0x3","type":"SELFDESTRUCT"}
            ],"value":"0x3","type":"CALL"}
            """,
            Trace(new CallTracerOptions(), code, new Script(), value: 3, hasOther: false));
    }

    [Fact]
    public void Logs_stand_in_their_call_with_their_place_among_its_calls_and_those_of_failed_calls_are_gone()
    {
        Script other = new Script().Push(9, 0, 0).Do(Opcode.Log1).Push(0, 0).Do(Opcode.Revert);
        Script code = new Script().Push(5, 1, 0).Do(Opcode.Log1);
        Call(code.Push(0, 0, 0, 0), Opcode.DelegateCall).Push(0, 0).Do(Opcode.Log0);
        Traced.AssertJson(
            $$"""
            {"from":"{{From}}","gas":"0x186a0","gasUsed":"0x63be","to":"{{To}}","input":"0x","calls":[
            {"from":"{{To}}","gas":"0x3e8","gasUsed":"0x2fd","to":"{{Other}}","input":"0x","error":"execution reverted","value":"0x0","type":"DELEGATECALL"}
            ],"logs":[
            {"address":"{{To}}","topics":["0x0000000000000000000000000000000000000000000000000000000000000005"],"data":"0x00","index":"0x4","position":"0x0"},
            {"address":"{{To}}","topics":[],"data":"0x","index":"0x5","position":"0x1"}
            ],"value":"0x0","type":"CALL"}
            """,
            Trace(new CallTracerOptions { WithLog = true, FirstLogIndex = 4 }, code, other));
    }

    [Fact]
    public void Calls_nest_as_deep_as_the_machine_allows()
    {
        Script code = new Script().Push(0, 0, 0, 0).Do(Opcode.Address, Opcode.Gas, Opcode.StaticCall);
        var tracer = new CallTracer(new CallTracerOptions(), TraceBudget.Unlimited());
        Traced.Call(tracer, new WorldState().With(Run.Contract, code: code.ToArray()), gasLimit: 10_000_000_000_000);
        string json = Json(tracer);
        Assert.Equal(1026, json.Split("\"type\"").Length - 1);
        Assert.Contains("\"error\":\"max call depth exceeded\"", json, StringComparison.Ordinal);
    }

    private static Script Call(Script operands, Opcode opcode) => operands.Push(Run.Other).Push(1000).Do(opcode);

    private static Script Create(Script code, byte[] init) =>
        code.Store(init).Push((ulong)init.Length, 0, 0).Do(Opcode.Create, Opcode.Pop);

    private static string Trace(
        CallTracerOptions options, Script code, Script other, ulong value = 0, bool hasOther = true)
    {
        var tracer = new CallTracer(options, TraceBudget.Unlimited());
        WorldState state = new WorldState().With(Run.Sender, balance: value).With(Run.Contract, code: code.ToArray());
        Traced.Call(tracer, hasOther ? state.With(Run.Other, code: other.ToArray()) : state, value: value);
        return Json(tracer);
    }

    private static string Json(Tracer tracer) => Encoding.UTF8.GetString(tracer.ToJson().Span);
}
