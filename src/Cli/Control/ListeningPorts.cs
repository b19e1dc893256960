using System.Globalization;

namespace Ledger.Cli.Control;

/// <summary>Who listens on a TCP port of this machine.</summary>
internal static class ListeningPorts
{
    /// <summary>The name of a holder that is not seen: another user's process, or one that was just killed and whose sockets the system
    /// has not closed yet.</summary>
    public const string Unseen = "a process of another user";

    private const string ListenState = "0A";

    /// <summary>Names the process that listens on a port.</summary>
    /// <returns><see langword="null"/> when the port is free.</returns>
    public static string? FindHolder(int port)
    {
        HashSet<string> sockets = [.. Listeners("/proc/net/tcp", port), .. Listeners("/proc/net/tcp6", port)];
        if (sockets.Count == 0)
        {
            return null;
        }

        int holder = ProcessTable.All().FirstOrDefault(id => Sockets(id).Any(sockets.Contains));
        return holder == 0 ? Unseen : ProcessTable.Describe(holder);
    }

    private static IEnumerable<string> Listeners(string table, int port)
    {
        if (!File.Exists(table))
        {
            yield break;
        }

        string suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (string line in File.ReadLines(table).Skip(1))
        {
            // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 9 && fields[3] == ListenState && fields[1].EndsWith(suffix, StringComparison.Ordinal))
            {
                yield return $"socket:[{fields[9]}]";
            }
        }
    }

    private static IReadOnlyList<string> Sockets(int processId)
    {
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{processId}/fd")
                .Select(path => new FileInfo(path).LinkTarget ?? "")];
        }
        catch (IOException)
        {
            return []; // The process has ended.
        }
        catch (UnauthorizedAccessException)
        {
            return []; // The process of another user.
        }
    }
}
