using System.Globalization;

namespace Ledger.EndToEnd.Kit;

/// <summary>How much the fault scenarios do: a little in every run of the tests, much when <c>make faults</c> asks for it.</summary>
internal static class Rounds
{
    private const string LongVariable = "LEDGER_FAULTS";
    private const string PercentVariable = "LEDGER_FAULT_PERCENT";

    /// <summary>Whether this is the long form.</summary>
    public static bool AreLong => Environment.GetEnvironmentVariable(LongVariable) == "long";

    /// <summary>How often a scenario repeats itself.</summary>
    /// <param name="gate">In every run of the tests.</param>
    /// <param name="faults">With <c>LEDGER_FAULTS=long</c>, scaled by <c>LEDGER_FAULT_PERCENT</c> (default 100).</param>
    public static int Of(int gate, int faults) =>
        AreLong ? Math.Max(gate, faults * Percent() / 100) : gate;

    private static int Percent() => int.TryParse(
        Environment.GetEnvironmentVariable(PercentVariable), NumberStyles.None, CultureInfo.InvariantCulture, out int percent)
        ? percent
        : 100;
}
