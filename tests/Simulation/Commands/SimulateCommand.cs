using System.Globalization;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Commands;

/// <summary>Simulates seeds and says which failed, and how to see each of them again.</summary>
public static class SimulateCommand
{
    /// <summary>Runs the command; its last line is <c>N passed, M failed</c>.</summary>
    /// <returns>0 when every run passed, 1 when one failed, 2 when the command line is not understood.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        SimulateOptions options;
        try
        {
            options = SimulateOptions.Parse(arguments);
        }
        catch (ArgumentException error)
        {
            output.WriteLine(error.Message);
            return 2;
        }

        int passed = 0;
        int failed = 0;
        foreach (IGrouping<(string Algorithm, int Nodes), SimulationPlan> plans in options.Plans()
            .GroupBy(plan => (plan.Algorithm, plan.Nodes)))
        {
            var batch = new SeedBatch(output, options.IsExplaining);
            batch.Run(plans);
            output.WriteLine($"{plans.Key.Algorithm} {plans.Key.Nodes}: {batch.Summary}");
            passed += batch.Passed;
            failed += batch.Failures.Count;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed"));
        return failed == 0 ? 0 : 1;
    }
}
