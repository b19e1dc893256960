using System.Text;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Instructions;
using Ledger.Evm.Tracing;

namespace Ledger.Evm.Tests.Tracing;

public sealed class Eip3155TracerTests
{
    private static readonly Hash256 Root = Hash256.Parse("0x" + new string('1', 64));

    [Fact]
    public void One_line_an_instruction_and_a_summary()
    {
        Script code = new Script().Push(64).Do(Opcode.Push0, Opcode.MLoad, Opcode.Add);
        string[] lines = Lines(code, new StepOptions());
        string[] expected =
        [
            """{"pc":0,"op":96,"gas":"0x13498","gasCost":"0x3","memSize":0,"stack":[],"depth":1,"returnData":"0x","refund":"0x0","opName":"PUSH1"}""",
            """{"pc":2,"op":95,"gas":"0x13495","gasCost":"0x2","memSize":0,"stack":["0x40"],"depth":1,"returnData":"0x","refund":"0x0","opName":"PUSH0"}""",
            """{"pc":3,"op":81,"gas":"0x13493","gasCost":"0x6","memSize":0,"stack":["0x40","0x0"],"depth":1,"returnData":"0x","refund":"0x0","opName":"MLOAD"}""",
            """{"pc":4,"op":1,"gas":"0x1348d","gasCost":"0x3","memSize":32,"stack":["0x40","0x0"],"depth":1,"returnData":"0x","refund":"0x0","opName":"ADD"}""",
            """{"pc":5,"op":0,"gas":"0x1348a","gasCost":"0x0","memSize":32,"stack":["0x40"],"depth":1,"returnData":"0x","refund":"0x0","opName":"STOP"}""",
            $$"""{"stateRoot":"{{Root}}","output":"0x","gasUsed":"0x5216","pass":true,"fork":"Cancun"}""",
        ];
        Assert.Equal(expected, lines);
    }

    [Fact]
    public void A_failing_line_names_its_error_and_the_summary_does_not_pass()
    {
        string[] lines = Lines(new Script().Do(Opcode.Add), new StepOptions { HasMemory = true });
        Assert.Equal(
            """{"pc":0,"op":1,"gas":"0x13498","gasCost":"0x3","memory":"0x","memSize":0,"stack":[],"depth":1,"returnData":"0x","refund":"0x0","opName":"ADD","error":"stack underflow (0 <=> 2)"}""",
            lines[0]);
        Assert.Equal($$"""{"stateRoot":"{{Root}}","output":"0x","gasUsed":"0x186a0","pass":false,"fork":"Cancun"}""", lines[1]);
    }

    [Fact]
    public void A_summary_of_a_revert_shows_its_data()
    {
        string[] lines = Lines(new Script().Push(1, 0).Do(Opcode.Revert), new StepOptions { HasStack = false });
        Assert.EndsWith("\"opName\":\"REVERT\",\"error\":\"execution reverted\"}", lines[2], StringComparison.Ordinal);
        Assert.Contains("\"stack\":[]", lines[2], StringComparison.Ordinal);
        Assert.Contains("\"output\":\"0x00\"", lines[3], StringComparison.Ordinal);
    }

    private static string[] Lines(Script code, StepOptions options)
    {
        using var stream = new MemoryStream();
        using (var tracer = new Eip3155Tracer(stream, options, TraceBudget.Unlimited()))
        {
            Receipt receipt = Traced.Call(tracer, new WorldState().With(Run.Contract, code: code.ToArray()));
            tracer.WriteSummary(receipt, Root, Fork.Cancun);
        }

        string text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return text.TrimEnd('\n').Split('\n');
    }
}
