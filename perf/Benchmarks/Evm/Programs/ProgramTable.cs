using System.Globalization;

namespace Ledger.Benchmarks.Evm.Programs;

/// <summary>The command <c>evm-programs FOLDER [SAMPLES]</c>: a Markdown table of our CPU times beside evmone's.</summary>
internal static class ProgramTable
{
    private const int SamplesDefault = 15;
    private const int SamplesMin = 10;

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 2 when the command line is wrong.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        int samples = SamplesDefault;
        if (arguments.Count is 0 or > 2
            || !Directory.Exists(arguments[0])
            || (arguments.Count == 2 && !(int.TryParse(arguments[1], out samples) && samples >= SamplesMin)))
        {
            Console.Error.WriteLine(
                $"usage: evm-programs FOLDER [SAMPLES]; FOLDER holds NAME.code.hex files, SAMPLES is {SamplesMin} or more.");
            return 2;
        }

        var timer = new ProgramTimer(arguments[0]);
        var ratios = new List<double>();
        Console.WriteLine("| program | ours, CPU us | evmone, CPU us | ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (EvmProgram program in EvmProgram.All)
        {
            double ns = timer.MedianNs(program, samples);
            ratios.Add(ns / program.EvmoneNs);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {program.Name} | {ns / 1e3:0.0} | {program.EvmoneNs / 1e3:0.0} | {ratios[^1]:0.00} |"));
        }

        double mean = Math.Exp(ratios.Average(Math.Log));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"\nGeometric mean {mean:0.00}x evmone, the most {ratios.Max():0.00}x."));
        return 0;
    }
}
