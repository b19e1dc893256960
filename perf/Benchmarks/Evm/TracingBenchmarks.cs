using BenchmarkDotNet.Attributes;
using Ledger.Crypto;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm;
using Ledger.Evm.Tracing;

namespace Ledger.Benchmarks.Evm;

/// <summary>What watching costs: one program without a tracer and with each of the tracers that grow with the number of steps.</summary>
/// <remarks>The program stands in the folder named by <c>LEDGER_EVM_PROGRAMS</c>, as for <see cref="InterpreterBenchmarks"/>.</remarks>
[MemoryDiagnoser]
public class TracingBenchmarks
{
    private const long GasLimit = 1_000_000_000;

    private static readonly Address Contract = Address.Parse("0xbe7c43a580000000000000000000000000000001");

    private readonly TransactionExecutor _executor =
        new(new ExecutionRules { Fork = Fork.Cancun }, CryptoSuites.Secp256k1);

    private readonly BlockEnvironment _block = new()
    {
        Number = 1,
        Timestamp = 1,
        GasLimit = GasLimit,
        ChainId = 1,
        BlockHash = _ => default,
    };

    private OneContractView _state = null!;
    private CallMessage _message = null!;

    /// <summary>Reads the program.</summary>
    [GlobalSetup]
    public void Read()
    {
        string folder = Environment.GetEnvironmentVariable("LEDGER_EVM_PROGRAMS")
            ?? throw new InvalidOperationException("Set LEDGER_EVM_PROGRAMS to the folder with the benchmark programs.");
        _state = new OneContractView(Contract, Decode(folder, "weierstrudel.code.hex"));
        _message = new CallMessage(Address.Zero, Contract, Decode(folder, "weierstrudel.1.calldata.hex"), 0, GasLimit, 0, []);
    }

    /// <summary>Nobody watches.</summary>
    [Benchmark(Baseline = true)]
    public TransactionOutcome Untraced() => _executor.Call(_state, _block, _message);

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

    private TransactionOutcome Trace(Tracer tracer) => _executor.Call(_state, _block, _message, tracer);

    private static byte[] Decode(string folder, string file) =>
        Hex.Decode(File.ReadAllText(Path.Combine(folder, file)).Trim());
}
