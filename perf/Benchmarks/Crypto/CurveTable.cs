using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace Ledger.Benchmarks.Crypto;

/// <summary>The command <c>curves-beside FOLDER [SAMPLES]</c>: a Markdown table of CPU times beside those of another build, whose
/// <c>Ledger.Crypto.dll</c> is in the folder. The two take turns in one process, so that what else the machine does meets both.</summary>
internal static class CurveTable
{
    private const int SamplesDefault = 100;
    private const int SamplesMin = 10;
    private const int WarmUps = 5;
    private const int WarmUpCalls = 150;
    private const string Library = "Ledger.Crypto";

    /// <summary>Background compilation ends in it.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(150);

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 2 when the command line is wrong.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        int samples = SamplesDefault;
        if (arguments.Count is 0 or > 2
            || !File.Exists(PathIn(arguments[0]))
            || (arguments.Count == 2 && !(int.TryParse(arguments[1], out samples) && samples >= SamplesMin)))
        {
            Console.Error.WriteLine(
                $"usage: curves-beside FOLDER [SAMPLES]; FOLDER holds another build's {Library}.dll, SAMPLES is {SamplesMin} or more.");
            return 2;
        }

        IReadOnlyList<(string Name, int Calls, Func<bool> Run)> ours = CurveOperations.All();
        IReadOnlyList<(string Name, int Calls, Func<bool> Run)> others = Load(arguments[0]);
        WarmUp([.. ours, .. others]);
        Console.WriteLine("| operation | other build, CPU us | this build, CPU us | ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        for (int i = 0; i < ours.Count; i++)
        {
            PrintRow(ours[i].Name, ours[i].Calls, others[i].Run, ours[i].Run, samples);
        }

        return 0;
    }

    /// <summary>A copy of this assembly that uses the library in the folder.</summary>
    private static IReadOnlyList<(string Name, int Calls, Func<bool> Run)> Load(string folder)
    {
        var context = new AssemblyLoadContext(folder);
        context.LoadFromAssemblyPath(PathIn(folder));
        Assembly copy = context.LoadFromAssemblyPath(typeof(CurveTable).Assembly.Location);
        MethodInfo all = copy.GetType(typeof(CurveOperations).FullName!, throwOnError: true)!
            .GetMethod(nameof(CurveOperations.All), BindingFlags.Public | BindingFlags.Static)!;
        return (IReadOnlyList<(string Name, int Calls, Func<bool> Run)>)all.Invoke(null, null)!;
    }

    private static string PathIn(string folder) => Path.Combine(Path.GetFullPath(folder), Library + ".dll");

    private static void WarmUp(IReadOnlyList<(string Name, int Calls, Func<bool> Run)> operations)
    {
        for (int round = 0; round < WarmUps; round++)
        {
            foreach ((_, _, Func<bool> run) in operations)
            {
                Measure(run, WarmUpCalls);
            }

            Thread.Sleep(Rest);
        }
    }

    private static void PrintRow(string name, int calls, Func<bool> other, Func<bool> ours, int samples)
    {
        double[] before = new double[samples];
        double[] after = new double[samples];
        double[] ratios = new double[samples];
        for (int i = 0; i < samples; i++)
        {
            before[i] = Measure(other, calls);
            after[i] = Measure(ours, calls);
            ratios[i] = after[i] / before[i];
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Median(before):0.0} | {Median(after):0.0} | {Median(ratios):0.00} |"));
    }

    private static double Measure(Func<bool> run, int calls)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < calls; i++)
        {
            run();
        }

        return (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / calls;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
