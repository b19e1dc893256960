using System.Runtime.InteropServices;

namespace Ledger.Cli.Control;

/// <summary>The one system call that the base class library does not offer: a signal to another process.</summary>
internal static partial class Native
{
    /// <summary>The signal that asks a process to end.</summary>
    public const int Terminate = 15;

    /// <summary>The signal that ends a process without asking.</summary>
    public const int Kill = 9;

    /// <summary>Sends a signal (kill(2)).</summary>
    /// <returns>Whether the process was there and ours to signal.</returns>
    public static bool Signal(int processId, int signal) => processId > 1 && SendSignal(processId, signal) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}
