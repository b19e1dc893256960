using Ledger.Simulation.Commands;
using Xunit.MicrosoftTestingPlatform;

namespace Ledger.Simulation;

/// <summary>Simulates seeds when asked to, and otherwise runs the tests.</summary>
internal static class Program
{
    private const string Verb = "simulate";

    public static async Task<int> Main(string[] args) => args is [Verb, .. string[] rest]
        ? SimulateCommand.Run(rest, Console.Out)
        : await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
}
