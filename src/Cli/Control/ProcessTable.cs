using System.Globalization;

namespace Ledger.Cli.Control;

/// <summary>What <c>/proc</c> says of other processes (proc(5)).</summary>
internal static class ProcessTable
{
    /// <summary>Whether a process runs; one that has ended but was not yet collected by its parent does not.</summary>
    public static bool IsRunning(int processId)
    {
        // The command's name stands in parentheses and may itself contain any character.
        string stat = Read($"/proc/{processId}/stat");
        int end = stat.LastIndexOf(')');
        return end > 0 && end + 2 < stat.Length && stat[end + 2] is not ('Z' or 'X');
    }

    /// <summary>Whether a process runs that was started with an argument.</summary>
    /// <remarks>The kernel shows no command line at all for the moment of an exec and of an end; such a process still counts,
    /// or a node that is just being started would be taken for one that has died. A kernel thread, which has none ever, does not.</remarks>
    public static bool IsRunning(int processId, string argument)
    {
        IReadOnlyList<string> words = CommandLine(processId);
        return IsRunning(processId) && (words.Count == 0 ? !IsKernelThread(processId) : words.Contains(argument));
    }

    /// <summary>The words of a process's command line; empty when there is no such process.</summary>
    public static IReadOnlyList<string> CommandLine(int processId) =>
        Read($"/proc/{processId}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A process as people name it: its id and the start of its command line.</summary>
    public static string Describe(int processId)
    {
        const int LengthMax = 80;
        string command = string.Join(' ', CommandLine(processId));
        string shown = command.Length > LengthMax ? command[..LengthMax] + "..." : command;
        return $"process {processId} ({shown})";
    }

    /// <summary>The ids of all processes.</summary>
    public static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? id
            : 0)
        .Where(id => id > 0);

    private static bool IsKernelThread(int processId)
    {
        const int FlagsAfterName = 7;
        const uint KernelThread = 0x0020_0000; // PF_KTHREAD
        string[] fields = Read($"/proc/{processId}/stat").Split(')')[^1].Split(' ');
        return fields.Length > FlagsAfterName
            && uint.TryParse(fields[FlagsAfterName], NumberStyles.None, CultureInfo.InvariantCulture, out uint flags)
            && (flags & KernelThread) != 0;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return ""; // The process ended between being listed and being read.
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }
}
