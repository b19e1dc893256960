using System.Text;
using Ledger.Evm.Instructions;
using Ledger.Evm.Tracing;

namespace Ledger.Evm.Tests.Tracing;

public sealed class SmallTracerTests
{
    [Fact]
    public void Selectors_are_counted_with_the_size_of_their_arguments()
    {
        // Two calls with a selector and one byte, one with three bytes, one of a precompiled contract.
        Script code = new Script().Push(UInt256Of(0xa9059cbb), 0).Do(Opcode.MStore)
            .Times(2, part => part.Push(0, 0, 5, 28).Push(Run.Other).Push(100).Do(Opcode.StaticCall))
            .Push(0, 0, 3, 28).Push(Run.Other).Push(100).Do(Opcode.StaticCall)
            .Push(0, 0, 5, 28, 4, 100).Do(Opcode.StaticCall);
        string json = Traced.Json(new FourByteTracer(TraceBudget.Unlimited()), code, data: [0x12, 0x34, 0x56, 0x78]);
        Assert.Equal("""{"0x12345678-0":1,"0xa9059cbb-1":2}""", json);
    }

    [Fact]
    public void Init_code_has_no_selector()
    {
        var tracer = new FourByteTracer(TraceBudget.Unlimited());
        Traced.Call(tracer, new WorldState(), isCreation: true, data: new byte[8]);
        Assert.Equal("{}", Encoding.UTF8.GetString(tracer.ToJson().Span));
    }

    [Fact]
    public void The_tracer_of_nothing_tells_nothing() =>
        Assert.Equal("{}", Traced.Json(new NoopTracer(TraceBudget.Unlimited()), new Script().Push(1)));

    [Fact]
    public void Too_many_steps_stop_the_run()
    {
        var budget = new TraceBudget(10, long.MaxValue, CancellationToken.None);
        Script endless = new Script().Do(Opcode.JumpDest).Push(0).Do(Opcode.Jump);
        Traced.Call(new NoopTracer(budget), new WorldState().With(Run.Contract, code: endless.ToArray()), gasLimit: long.MaxValue / 2);
        Assert.Equal(TraceStop.Steps, budget.Stop);
        Assert.Equal(10, budget.Steps);
    }

    [Fact]
    public void Too_many_bytes_stop_the_run_in_every_frame()
    {
        var budget = new TraceBudget(long.MaxValue, 5000, CancellationToken.None);
        Script recursion = new Script().Push(0, 0, 0, 0).Do(Opcode.Address, Opcode.Gas, Opcode.StaticCall)
            .Do(Opcode.JumpDest).Push((ulong)0).Do(Opcode.Jump);
        Traced.Call(
            new StructLogTracer(new StepOptions(), budget),
            new WorldState().With(Run.Contract, code: recursion.ToArray()),
            gasLimit: long.MaxValue / 2);
        Assert.Equal(TraceStop.Bytes, budget.Stop);
        Assert.InRange(budget.Bytes, 5001, 6000);
    }

    [Fact]
    public void The_owner_of_the_clock_stops_the_run()
    {
        using var clock = new CancellationTokenSource();
        var budget = new TraceBudget(long.MaxValue, long.MaxValue, clock.Token);
        Script code = new Script().Do(Opcode.JumpDest, Opcode.Timestamp, Opcode.Pop).Push(0).Do(Opcode.Jump);
        clock.Cancel();
        Traced.Call(new NoopTracer(budget), new WorldState().With(Run.Contract, code: code.ToArray()), gasLimit: long.MaxValue / 2);
        Assert.Equal(TraceStop.Time, budget.Stop);
        budget.Rewind(0, 0);
        Assert.False(budget.HasTime());
    }

    private static Domain.Primitives.UInt256 UInt256Of(ulong value) => value;
}
