using System.Diagnostics;
using Ledger.Domain.Transactions;

namespace Ledger.Benchmarks.Evm.Programs;

/// <summary>Times one program: CPU time of this process for a call, with its code analysed and its state in memory.</summary>
/// <param name="folder">The folder with the programs: NAME.code.hex and NAME.INPUT.calldata.hex.</param>
internal sealed class ProgramTimer(string folder)
{
    private const double GasDigits = 1e-5;
    private const int WarmupCallsMin = 60;

    private static readonly TimeSpan WarmupTime = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan SampleTime = TimeSpan.FromMilliseconds(60);

    /// <summary>Nanoseconds of CPU a call: the median of samples.</summary>
    /// <param name="program">The program.</param>
    /// <param name="samples">How many samples.</param>
    /// <exception cref="InvalidOperationException">The call failed or used other gas than published.</exception>
    public double MedianNs(EvmProgram program, int samples)
    {
        var call = new ProgramCall(folder, program.Name);
        Check(program, call.Data, call.Run().Receipt!);

        var clock = Stopwatch.StartNew();
        int calls = 0;
        for (; calls < WarmupCallsMin || clock.Elapsed < WarmupTime; calls++)
        {
            call.Run();
        }

        int callsOfSample = Math.Max(1, (int)(SampleTime / (clock.Elapsed / calls)));
        double[] times = new double[samples];
        for (int i = 0; i < samples; i++)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            for (int count = 0; count < callsOfSample; count++)
            {
                call.Run();
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
}
