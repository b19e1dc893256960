using System.Diagnostics;
using Ledger.Crypto;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm;

namespace Ledger.Benchmarks.Evm.Programs;

/// <summary>Times one program: CPU time of this process for a call, with its code analysed and its state in memory.</summary>
/// <param name="folder">The folder with the programs: NAME.code.hex and NAME.INPUT.calldata.hex.</param>
internal sealed class ProgramTimer(string folder)
{
    private const long GasLimit = 1_000_000_000;
    private const double GasDigits = 1e-5;
    private const int WarmupCallsMin = 60;

    private static readonly TimeSpan WarmupTime = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan SampleTime = TimeSpan.FromMilliseconds(60);
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

    /// <summary>Nanoseconds of CPU a call: the median of samples.</summary>
    /// <param name="program">The program.</param>
    /// <param name="samples">How many samples.</param>
    /// <exception cref="InvalidOperationException">The call failed or used other gas than published.</exception>
    public double MedianNs(EvmProgram program, int samples)
    {
        var state = new OneContractView(Contract, Decode($"{program.Name.Split('.')[0]}.code.hex"));
        byte[] data = Decode($"{program.Name}.calldata.hex");
        var message = new CallMessage(Address.Zero, Contract, data, 0, GasLimit, 0, []);
        Check(program, data, _executor.Call(state, _block, message).Receipt!);

        var clock = Stopwatch.StartNew();
        int calls = 0;
        for (; calls < WarmupCallsMin || clock.Elapsed < WarmupTime; calls++)
        {
            _executor.Call(state, _block, message);
        }

        int callsOfSample = Math.Max(1, (int)(SampleTime / (clock.Elapsed / calls)));
        double[] times = new double[samples];
        for (int i = 0; i < samples; i++)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            for (int call = 0; call < callsOfSample; call++)
            {
                _executor.Call(state, _block, message);
            }

            times[i] = (Environment.CpuUsage.TotalTime - start).TotalNanoseconds / callsOfSample;
        }

        Array.Sort(times);
        return times[samples / 2];
    }

    // The state after each program is checked by the conformance runner; here the gas tells whether the right thing ran.
    private static void Check(EvmProgram program, byte[] data, Receipt receipt)
    {
        long zeros = data.Count(value => value == 0);
        long gas = receipt.GasUsed - 21_000 - (4 * zeros) - (16 * (data.Length - zeros));
        bool isRight = program.Gas == 0 || Math.Abs(gas - program.Gas) <= program.Gas * GasDigits;
        if (receipt.Status != TransactionStatus.Success || !isRight)
        {
            throw new InvalidOperationException(
                $"{program.Name} ended with {receipt.Status} and {gas} gas; it must succeed with {program.Gas}.");
        }
    }

    private byte[] Decode(string file) => Hex.Decode(File.ReadAllText(Path.Combine(folder, file)).Trim());
}
