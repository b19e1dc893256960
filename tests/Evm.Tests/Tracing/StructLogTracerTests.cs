using Ledger.Evm.Instructions;
using Ledger.Evm.Tracing;

namespace Ledger.Evm.Tests.Tracing;

public sealed class StructLogTracerTests
{
    private static readonly StepOptions Everything = new() { HasMemory = true, HasReturnData = true };

    private static readonly string Zeros = "0x" + new string('0', 63);

    [Fact]
    public void Every_instruction_shows_the_frame_before_it_and_what_it_cost()
    {
        Script code = new Script().Push(3, 5).Do(Opcode.Add).Push(0).Do(Opcode.MStore).Push(32, 0).Do(Opcode.Return);
        Traced.AssertJson(
            $$"""
            {"gas":21024,"failed":false,"returnValue":"{{Zeros}}8","structLogs":[
            {"pc":0,"op":"PUSH1","gas":79000,"gasCost":3,"depth":1,"stack":[]},
            {"pc":2,"op":"PUSH1","gas":78997,"gasCost":3,"depth":1,"stack":["0x3"]},
            {"pc":4,"op":"ADD","gas":78994,"gasCost":3,"depth":1,"stack":["0x3","0x5"]},
            {"pc":5,"op":"PUSH1","gas":78991,"gasCost":3,"depth":1,"stack":["0x8"]},
            {"pc":7,"op":"MSTORE","gas":78988,"gasCost":6,"depth":1,"stack":["0x8","0x0"]},
            {"pc":8,"op":"PUSH1","gas":78982,"gasCost":3,"depth":1,"stack":[],"memory":["{{Zeros}}8"]},
            {"pc":10,"op":"PUSH1","gas":78979,"gasCost":3,"depth":1,"stack":["0x20"],"memory":["{{Zeros}}8"]},
            {"pc":12,"op":"RETURN","gas":78976,"gasCost":0,"depth":1,"stack":["0x20","0x0"],"memory":["{{Zeros}}8"]}
            ]}
            """,
            Json(Everything, code));
    }

    [Fact]
    public void Storage_shows_what_the_contract_read_and_wrote_so_far_and_the_refund()
    {
        Script code = new Script().Push(0, 1).Do(Opcode.SStore).Push(2).Do(Opcode.SLoad);
        WorldState state = new WorldState().With(Run.Contract, code: code.ToArray(), storage: [(1, 7), (2, 9)]);
        Traced.AssertJson(
            $$$"""
            {"gas":23309,"failed":false,"returnValue":"0x","structLogs":[
            {"pc":0,"op":"PUSH1","gas":79000,"gasCost":3,"depth":1},
            {"pc":2,"op":"PUSH1","gas":78997,"gasCost":3,"depth":1},
            {"pc":4,"op":"SSTORE","gas":78994,"gasCost":5000,"depth":1,"storage":{"{{{Zeros}}}1":"{{{Zeros}}}0"}},
            {"pc":5,"op":"PUSH1","gas":73994,"gasCost":3,"depth":1,"refund":4800},
            {"pc":7,"op":"SLOAD","gas":73991,"gasCost":2100,"depth":1,"storage":{"{{{Zeros}}}1":"{{{Zeros}}}0","{{{Zeros}}}2":"{{{Zeros}}}9"},"refund":4800},
            {"pc":8,"op":"STOP","gas":71891,"gasCost":0,"depth":1,"refund":4800}
            ]}
            """,
            Traced.Json(new StructLogTracer(new StepOptions { HasStack = false }, TraceBudget.Unlimited()), state));
    }

    [Fact]
    public void A_call_costs_the_gas_that_it_passes_on_and_its_frame_is_one_deeper()
    {
        Script other = new Script().Push(1, 0).Do(Opcode.MStore8).Push(1, 0).Do(Opcode.Return);
        Script code = new Script().Push(0, 0, 0, 0).Push(Run.Other).Push(500).Do(Opcode.StaticCall, Opcode.ReturnDataSize);
        WorldState state = new WorldState().With(Run.Contract, code: code.ToArray()).With(Run.Other, code: other.ToArray());
        Traced.AssertJson(
            """
            {"gas":23638,"failed":false,"returnValue":"0x","structLogs":[
            {"pc":0,"op":"PUSH1","gas":79000,"gasCost":3,"depth":1},
            {"pc":2,"op":"PUSH1","gas":78997,"gasCost":3,"depth":1},
            {"pc":4,"op":"PUSH1","gas":78994,"gasCost":3,"depth":1},
            {"pc":6,"op":"PUSH1","gas":78991,"gasCost":3,"depth":1},
            {"pc":8,"op":"PUSH20","gas":78988,"gasCost":3,"depth":1},
            {"pc":29,"op":"PUSH2","gas":78985,"gasCost":3,"depth":1},
            {"pc":32,"op":"STATICCALL","gas":78982,"gasCost":3100,"depth":1},
            {"pc":0,"op":"PUSH1","gas":500,"gasCost":3,"depth":2},
            {"pc":2,"op":"PUSH1","gas":497,"gasCost":3,"depth":2},
            {"pc":4,"op":"MSTORE8","gas":494,"gasCost":6,"depth":2},
            {"pc":5,"op":"PUSH1","gas":488,"gasCost":3,"depth":2},
            {"pc":7,"op":"PUSH1","gas":485,"gasCost":3,"depth":2},
            {"pc":9,"op":"RETURN","gas":482,"gasCost":0,"depth":2},
            {"pc":33,"op":"RETURNDATASIZE","gas":76364,"gasCost":2,"depth":1,"returnData":"0x01"},
            {"pc":34,"op":"STOP","gas":76362,"gasCost":0,"depth":1,"returnData":"0x01"}
            ]}
            """,
            Traced.Json(
                new StructLogTracer(
                    new StepOptions { HasStack = false, HasReturnData = true }, TraceBudget.Unlimited()), state));
    }

    [Theory]
    [InlineData(0x50, "POP", 2, "stack underflow (0 <=> 1)", false)]
    [InlineData(0xfe, "INVALID", 0, "invalid opcode: INVALID", false)]
    [InlineData(0x0c, "opcode 0xc not defined", 0, "invalid opcode: opcode 0xc not defined", false)]
    [InlineData(0x56, "JUMP", 8, "invalid jump destination", true)]
    [InlineData(0x51, "MLOAD", 3, "out of gas", true)]
    public void An_instruction_that_halts_its_frame_says_why(byte opcode, string name, long cost, string error, bool hasOperand)
    {
        Script code = hasOperand ? new Script().Push(1UL << 40).Raw(opcode) : new Script().Raw(opcode);
        string json = Json(new StepOptions { HasStack = false }, code);
        Assert.EndsWith(
            $$""","op":"{{name}}","gas":{{(hasOperand ? 78997 : 79000)}},"gasCost":{{cost}},"depth":1,"error":"{{error}}"}]}""",
            json.Replace("\"pc\":0", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.StartsWith("""{"gas":100000,"failed":true,"returnValue":"0x",""", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_revert_is_no_error_of_its_instruction_and_gives_its_data()
    {
        Script code = new Script().Push(0xab, 0).Do(Opcode.MStore8).Push(1, 0).Do(Opcode.Revert);
        string json = Json(new StepOptions { HasStack = false }, code);
        Assert.StartsWith("""{"gas":21018,"failed":true,"returnValue":"0xab",""", json, StringComparison.Ordinal);
        Assert.DoesNotContain("error", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_ends_the_steps_and_not_the_run()
    {
        Script code = new Script().Times(100, part => part.Push(1)).ReturnTop();
        string json = Json(new StepOptions { BytesMax = 200, HasStack = false }, code);
        Assert.Equal(4, json.Split("PUSH1").Length - 1);
        Assert.StartsWith($$"""{"gas":21315,"failed":false,"returnValue":"{{Zeros}}1",""", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_of_a_creation_is_the_code_that_was_deployed()
    {
        var tracer = new StructLogTracer(new StepOptions { HasStack = false }, TraceBudget.Unlimited());
        byte[] init = new Script().Push(0x5b, 0).Do(Opcode.MStore8).Push(1, 0).Do(Opcode.Return).ToArray();
        Traced.Call(tracer, new WorldState(), isCreation: true, data: init);
        Assert.Contains("\"returnValue\":\"0x5b\"", System.Text.Encoding.UTF8.GetString(tracer.ToJson().Span), StringComparison.Ordinal);
    }

    private static string Json(StepOptions options, Script code)
    {
        using var tracer = new StructLogTracer(options, TraceBudget.Unlimited());
        return Traced.Json(tracer, code);
    }
}
