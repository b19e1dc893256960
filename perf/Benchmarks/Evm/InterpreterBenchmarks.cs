using BenchmarkDotNet.Attributes;
using Ledger.Crypto;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm;

namespace Ledger.Benchmarks.Evm;

/// <summary>Calls of the evm-benchmarks programs (ipsilon/evm-benchmarks): code analysis is cached, state lies in memory.</summary>
/// <remarks>The programs stand in a folder named by <c>LEDGER_EVM_PROGRAMS</c>: NAME.code.hex and NAME.INPUT.calldata.hex.</remarks>
[MemoryDiagnoser]
public class InterpreterBenchmarks
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

    /// <summary>Program and input.</summary>
    [Params(
        "snailtracer.benchmark", "blake2b_huff.8415nulls", "blake2b_shifts.8415nulls", "sha1_divs.5311", "sha1_shifts.5311",
        "weierstrudel.15", "structarray_alloc.nfts_rank", "swap_math.spent", "loop_with_many_jumpdests.empty")]
    public string Program { get; set; } = "";

    /// <summary>Reads the program.</summary>
    [GlobalSetup]
    public void Read()
    {
        string folder = Environment.GetEnvironmentVariable("LEDGER_EVM_PROGRAMS")
            ?? throw new InvalidOperationException("Set LEDGER_EVM_PROGRAMS to the folder with the benchmark programs.");
        _state = new OneContractView(Contract, Decode(folder, $"{Program.Split('.')[0]}.code.hex"));
        byte[] data = Decode(folder, $"{Program}.calldata.hex");
        _message = new CallMessage(Address.Zero, Contract, data, 0, GasLimit, 0, []);
    }

    /// <summary>One call.</summary>
    [Benchmark]
    public TransactionOutcome Call() => _executor.Call(_state, _block, _message);

    private static byte[] Decode(string folder, string file) =>
        Hex.Decode(File.ReadAllText(Path.Combine(folder, file)).Trim());
}
