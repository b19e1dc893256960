using System.Runtime.InteropServices;
using Ledger.Cli.Control;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;

namespace Ledger.Cli.Checks;

/// <summary>What the machine must offer before any chain exists.</summary>
internal static class MachineChecks
{
    private const int PostgresMin = 15;
    private const long FreeBytesMin = 2L * 1024 * 1024 * 1024;

    private static readonly IReadOnlyDictionary<string, string> NoVariables = new Dictionary<string, string>();

    /// <summary>Runs them.</summary>
    /// <param name="folder">Where the chain lives or shall live.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<IReadOnlyList<Finding>> RunAsync(string folder, CancellationToken cancellation) =>
    [
        Finding.Good(".NET", RuntimeInformation.FrameworkDescription),
        await PostgresAsync(cancellation),
        Secp256k1Library(),
        FreeSpace(folder),
    ];

    private static async Task<Finding> PostgresAsync(CancellationToken cancellation)
    {
        const string Subject = "PostgreSQL";
        foreach (string program in Programs())
        {
            FinishedProcess finished = await ChildProcess.RunAsync([program, "--version"], NoVariables, cancellation);
            string digits = new([.. finished.Output.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]);
            if (int.TryParse(digits, out int major) && major >= PostgresMin)
            {
                return Finding.Good(Subject, $"{finished.Output.Trim()} at {program}");
            }
        }

        return Finding.Bad(
            Subject, $"version {PostgresMin} or newer is missing; './ledger up' installs it, or: apt-get install postgresql");
    }

    private static IEnumerable<string> Programs()
    {
        const string Packages = "/usr/lib/postgresql";
        IEnumerable<string> packaged = Directory.Exists(Packages)
            ? Directory.GetDirectories(Packages).OrderDescending(StringComparer.Ordinal)
                .Select(path => Path.Combine(path, "bin"))
            : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(packaged)
            .Where(path => path.Length > 0)
            .Select(path => Path.Combine(path, "postgres"))
            .Where(File.Exists);
    }

    private static Finding Secp256k1Library()
    {
        const string Subject = "libsecp256k1";
        try
        {
            _ = Secp256k1Signer.Generate();
            return Finding.Good(Subject, "signs");
        }
        catch (NativeLibraryMissingException problem)
        {
            return Finding.Bad(Subject, problem.Message);
        }
    }

    private static Finding FreeSpace(string folder)
    {
        const string Subject = "disk";
        string existing = folder;
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing) ?? "/";
        }

        long free = new DriveInfo(existing).AvailableFreeSpace;
        string text = $"{free / (1024 * 1024):N0} MB free for {folder}";
        return free >= FreeBytesMin
            ? Finding.Good(Subject, text)
            : Finding.Warning(Subject, text + "; a chain under load writes about 1 KB a transaction and node");
    }
}
