using System.Globalization;

namespace Ledger.Infrastructure.EmbeddedServer;

/// <summary>What a data directory's <c>postmaster.pid</c> says of the server that runs there, or ran.</summary>
/// <remarks>Lines: process id, data directory, start time, port, socket directory (PostgreSQL's miscadmin.h).</remarks>
internal sealed record PostmasterFile(int ProcessId, int Port, string SocketFolder)
{
    private const int PortLine = 3;
    private const int SocketLine = 4;

    public static string PathIn(string data) => Path.Combine(data, "postmaster.pid");

    public static PostmasterFile? Read(string data)
    {
        string path = PathIn(data);
        string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        return lines.Length > SocketLine && Number(lines[0]) is int process && Number(lines[PortLine]) is int port
            ? new PostmasterFile(process, port, lines[SocketLine].Trim())
            : null;
    }

    /// <summary>Whether the process is a server of this data directory, and not another that was given the same number later.</summary>
    public bool IsAlive(string data)
    {
        string process = $"/proc/{ProcessId.ToString(CultureInfo.InvariantCulture)}";
        if (!Directory.Exists("/proc/self"))
        {
            return true;
        }

        try
        {
            // A postmaster's working directory is its data directory.
            return Directory.Exists(process)
                && File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: true)?.FullName
                    == Path.GetFullPath(data);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another account's process: not a server that this one started.
            return false;
        }
    }

    private static int? Number(string line) =>
        int.TryParse(line.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
