using Ledger.Crypto;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm;
using Ledger.Evm.Tracing;

namespace Ledger.Benchmarks.Evm;

/// <summary>One program of ipsilon/evm-benchmarks with one input, ready to be called: code analysis is cached, state lies in memory.</summary>
internal sealed class ProgramCall
{
    private const long GasLimit = 1_000_000_000;

    private static readonly Address Contract = Address.Parse("0xbe7c43a580000000000000000000000000000001");

    private readonly TransactionExecutor _executor =
        new(new ExecutionRules { Fork = Fork.Prague }, CryptoSuites.Secp256k1);

    private readonly BlockEnvironment _block = new()
    {
        Number = 1,
        Timestamp = 1,
        GasLimit = GasLimit,
        ChainId = 1,
        BlockHash = _ => default,
    };

    private readonly OneContractView _state;
    private readonly CallMessage _message;

    /// <summary>Reads the program.</summary>
    /// <param name="folder">The folder with NAME.code.hex and NAME.INPUT.calldata.hex.</param>
    /// <param name="name">NAME.INPUT.</param>
    public ProgramCall(string folder, string name)
    {
        Data = Decode(folder, $"{name}.calldata.hex");
        _state = new OneContractView(Contract, Decode(folder, $"{name.Split('.')[0]}.code.hex"));
        _message = new CallMessage(Address.Zero, Contract, Data, 0, GasLimit, 0, []);
    }

    /// <summary>The call data.</summary>
    public byte[] Data { get; }

    /// <summary>Reads a program from the folder that <c>LEDGER_EVM_PROGRAMS</c> names.</summary>
    /// <exception cref="InvalidOperationException">It names none.</exception>
    public static ProgramCall OfEnvironment(string name) => new(
        Environment.GetEnvironmentVariable("LEDGER_EVM_PROGRAMS")
            ?? throw new InvalidOperationException("Set LEDGER_EVM_PROGRAMS to the folder with the benchmark programs."),
        name);

    /// <summary>Calls it once.</summary>
    public TransactionOutcome Run() => _executor.Call(_state, _block, _message);

    /// <summary>Calls it once while a tracer watches.</summary>
    public TransactionOutcome Run(Tracer tracer) => _executor.Call(_state, _block, _message, tracer);

    private static byte[] Decode(string folder, string file) =>
        Hex.Decode(File.ReadAllText(Path.Combine(folder, file)).Trim());
}
