using System.Security.Cryptography;
using System.Text;

namespace Ledger.Infrastructure.EmbeddedServer;

/// <summary>Where a cluster's files lie.</summary>
internal sealed record ClusterPlace(string Root, bool IsFallback)
{
    private const string SystemFolder = "/var/lib/ledger";
    private const string RootName = "postgres";
    private const int NameHashBytes = 8;

    /// <summary>PostgreSQL's data directory.</summary>
    public string Data => Path.Combine(Root, "pgdata");

    /// <summary>What the server says before its own log is open.</summary>
    public string StartLog => Path.Combine(Root, "start.log");

    /// <summary>Held by whoever starts or stops the cluster.</summary>
    public string LockFile => Path.Combine(Root, "cluster.lock");

    /// <summary>The place under a folder, or, when the server's account cannot get there, a fixed place elsewhere that is
    /// derived from the folder's name, so that the next start finds it again.</summary>
    public static ClusterPlace For(string folder, ServerAccount account)
    {
        string full = Path.GetFullPath(folder);
        if (!account.IsOther || IsOpenToOthers(full))
        {
            return new ClusterPlace(Path.Combine(full, RootName), IsFallback: false);
        }

        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)).AsSpan(0, NameHashBytes));
        string parent = Directory.Exists("/var/lib") ? SystemFolder : Path.Combine(Path.GetTempPath(), "ledger");
        return new ClusterPlace(Path.Combine(parent, name), IsFallback: true);
    }

    /// <summary>Whether any account can pass through a folder and all folders above it, as far as they exist.</summary>
    private static bool IsOpenToOthers(string folder)
    {
        for (DirectoryInfo? current = new(folder); current is not null; current = current.Parent)
        {
            if (current.Exists && (current.UnixFileMode & UnixFileMode.OtherExecute) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
