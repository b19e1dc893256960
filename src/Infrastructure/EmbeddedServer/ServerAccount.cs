using System.Diagnostics;

namespace Ledger.Infrastructure.EmbeddedServer;

/// <summary>The operating system account that PostgreSQL runs as: this process's own, or an unprivileged one when this
/// process is root, because PostgreSQL refuses to run as root.</summary>
internal sealed record ServerAccount(string? UserName)
{
    private const string PasswordFile = "/etc/passwd";

    public bool IsOther => UserName is not null;

    public static ServerAccount Choose()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerAccount((string?)null);
        }

        bool hasPostgres = File.Exists(PasswordFile)
            && File.ReadLines(PasswordFile).Any(line => line.StartsWith("postgres:", StringComparison.Ordinal));
        return new ServerAccount(hasPostgres ? "postgres" : "nobody");
    }

    /// <summary>A start of a program under this account.</summary>
    public ProcessStartInfo Start(string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = "/" };
        if (UserName is not null)
        {
            start.UserName = UserName;
        }

        return start;
    }

    /// <summary>Creates a folder that only this account can enter.</summary>
    public async Task CreatePrivateFolderAsync(string folder, CancellationToken cancellation)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (OperatingSystem.IsWindows())
        {
            throw new EmbeddedClusterException("A private cluster needs a unix system; give a connection string instead.");
        }

        Directory.CreateDirectory(folder, OwnerOnly);
        File.SetUnixFileMode(folder, OwnerOnly);
        if (UserName is null)
        {
            return;
        }

        ProgramResult result = await ProgramRunner.RunAsync(new ProcessStartInfo("chown", [UserName, folder]), cancellation);
        if (result.ExitCode != 0)
        {
            throw new EmbeddedClusterException($"Folder {folder} could not be given to user {UserName}: {result.Error}");
        }
    }
}
