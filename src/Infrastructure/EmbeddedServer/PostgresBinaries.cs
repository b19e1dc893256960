using System.Diagnostics;
using System.Globalization;

namespace Ledger.Infrastructure.EmbeddedServer;

/// <summary>The folder of a PostgreSQL installation's programs.</summary>
internal sealed record PostgresBinaries(string Folder, int MajorVersion)
{
    /// <summary>The oldest release whose behaviour the store relies on.</summary>
    public const int MajorVersionMin = 15;

    private const string PackagedFolder = "/usr/lib/postgresql";

    private static readonly string[] Programs = ["initdb", "postgres", "pg_ctl"];

    public string InitDb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>The newest installation that is new enough.</summary>
    /// <exception cref="EmbeddedClusterException">There is none; the message says how to get one.</exception>
    public static async Task<PostgresBinaries> FindAsync(CancellationToken cancellation)
    {
        PostgresBinaries? best = null;
        foreach (string folder in CandidateFolders().Distinct(StringComparer.Ordinal))
        {
            int? version = await MajorVersionAsync(folder, cancellation);
            if (version >= MajorVersionMin && (best is null || version > best.MajorVersion))
            {
                best = new PostgresBinaries(folder, version.Value);
            }
        }

        return best ?? throw new EmbeddedClusterException(
            $"No PostgreSQL {MajorVersionMin} or later was found in PATH or under {PackagedFolder}. "
            + "Install it with 'apt-get install postgresql', or give a connection string.");
    }

    private static IEnumerable<string> CandidateFolders()
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        IEnumerable<string> packaged = Directory.Exists(PackagedFolder)
            ? Directory.EnumerateDirectories(PackagedFolder).Select(version => Path.Combine(version, "bin"))
            : [];
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(packaged)
            .Where(folder => Programs.All(program => File.Exists(Path.Combine(folder, program))));
    }

    private static async Task<int?> MajorVersionAsync(string folder, CancellationToken cancellation)
    {
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        ProcessStartInfo start = new(Path.Combine(folder, "postgres"), ["--version"]) { WorkingDirectory = "/" };
        ProgramResult result = await ProgramRunner.RunAsync(start, cancellation);
        string digits = new([.. result.Output.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]);
        return result.ExitCode == 0
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            ? version
            : null;
    }
}
