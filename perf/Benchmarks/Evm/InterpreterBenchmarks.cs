using BenchmarkDotNet.Attributes;
using Ledger.Evm;

namespace Ledger.Benchmarks.Evm;

/// <summary>Calls of the evm-benchmarks programs (ipsilon/evm-benchmarks): code analysis is cached, state lies in memory.</summary>
/// <remarks>The programs stand in a folder named by <c>LEDGER_EVM_PROGRAMS</c>: NAME.code.hex and NAME.INPUT.calldata.hex.</remarks>
[MemoryDiagnoser]
public class InterpreterBenchmarks
{
    private ProgramCall _call = null!;

    /// <summary>Program and input.</summary>
    [Params(
        "snailtracer.benchmark", "blake2b_huff.8415nulls", "blake2b_shifts.8415nulls", "sha1_divs.5311", "sha1_shifts.5311",
        "weierstrudel.15", "structarray_alloc.nfts_rank", "swap_math.spent", "loop_with_many_jumpdests.empty")]
    public string Program { get; set; } = "";

    /// <summary>Reads the program.</summary>
    [GlobalSetup]
    public void Read() => _call = ProgramCall.OfEnvironment(Program);

    /// <summary>One call.</summary>
    [Benchmark]
    public TransactionOutcome Call() => _call.Run();
}
