using Microsoft.Extensions.Logging;

namespace Ledger.Infrastructure;

/// <summary>Everything that this project logs; event ids from 5000.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(5000, LogLevel.Warning,
        "PostgreSQL runs as user {User}, which cannot reach {Folder}; its cluster lies in {Place} instead")]
    public static partial void ClusterElsewhere(ILogger logger, string user, string folder, string place);

    [LoggerMessage(5001, LogLevel.Information, "Created a private PostgreSQL {Version} cluster in {Folder}")]
    public static partial void ClusterCreated(ILogger logger, string folder, int version);

    [LoggerMessage(5002, LogLevel.Information, "Started the private PostgreSQL in {Folder}; its socket is in {Socket}")]
    public static partial void ClusterStarted(ILogger logger, string folder, string socket);

    [LoggerMessage(5003, LogLevel.Information, "The private PostgreSQL in {Folder} runs already")]
    public static partial void ClusterAdopted(ILogger logger, string folder);

    [LoggerMessage(5004, LogLevel.Information, "Stopped the private PostgreSQL in {Folder}")]
    public static partial void ClusterStopped(ILogger logger, string folder);

    [LoggerMessage(5010, LogLevel.Information, "Schema {Schema}: applied {File}")]
    public static partial void MigrationApplied(ILogger logger, string schema, string file);

    [LoggerMessage(5011, LogLevel.Warning,
        "Role {Role} could not be created ({Reason}); an administrator may create it and grant it schema audit")]
    public static partial void AuditorNotCreated(ILogger logger, string role, string reason);

    [LoggerMessage(5020, LogLevel.Information, "Group {Group}: opened at block {Number}, hash {Hash}, position {Position}")]
    public static partial void StoreOpened(ILogger logger, int group, long number, string hash, long position);

    [LoggerMessage(5021, LogLevel.Warning, "Group {Group}: commit of blocks {First} to {Last} has an unknown outcome; "
        + "the next call reads the head and decides")]
    public static partial void CommitUncertain(ILogger logger, int group, long first, long last, Exception cause);

    [LoggerMessage(5022, LogLevel.Warning, "Group {Group}: the journal lost its connection; the next call reads its end and decides")]
    public static partial void JournalUncertain(ILogger logger, int group, Exception cause);
}
