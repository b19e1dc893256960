using BenchmarkDotNet.Attributes;
using Ledger.Evm;
using Ledger.Evm.Tracing;

namespace Ledger.Benchmarks.Evm;

/// <summary>What watching costs: one program without a tracer and with each of the tracers that grow with the number of steps.</summary>
/// <remarks>The program stands in the folder named by <c>LEDGER_EVM_PROGRAMS</c>, as for <see cref="InterpreterBenchmarks"/>.</remarks>
[MemoryDiagnoser]
public class TracingBenchmarks
{
    private ProgramCall _call = null!;

    /// <summary>Reads the program.</summary>
    [GlobalSetup]
    public void Read() => _call = ProgramCall.OfEnvironment("weierstrudel.1");

    /// <summary>Nobody watches.</summary>
    [Benchmark(Baseline = true)]
    public TransactionOutcome Untraced() => _call.Run();

    /// <summary>A tracer that records nothing: the price of being told.</summary>
    [Benchmark]
    public TransactionOutcome Noop() => Trace(new NoopTracer(TraceBudget.Unlimited()));

    /// <summary>The tree of calls.</summary>
    [Benchmark]
    public TransactionOutcome Calls() => Trace(new CallTracer(new CallTracerOptions(), TraceBudget.Unlimited()));

    /// <summary>Every step with its stack, as JSON.</summary>
    [Benchmark]
    public TransactionOutcome StructLogs()
    {
        using var tracer = new StructLogTracer(new StepOptions(), TraceBudget.Unlimited());
        return Trace(tracer);
    }

    private TransactionOutcome Trace(Tracer tracer) => _call.Run(tracer);
}
