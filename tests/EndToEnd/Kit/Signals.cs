namespace Ledger.EndToEnd.Kit;

/// <summary>Signals that only tests send (signal(7), x86 and ARM).</summary>
internal static class Signals
{
    /// <summary>Lets a stopped process go on.</summary>
    public const int Continue = 18;

    /// <summary>Stops a process where it is, as a machine that hangs.</summary>
    public const int Stop = 19;
}
