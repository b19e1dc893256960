namespace Ledger.Infrastructure.EmbeddedServer;

/// <summary>How the private server is set up: nothing that a ledger relies on is left to chance, the rest suits a small machine.</summary>
internal static class ServerSettings
{
    private static readonly (string Name, string Value)[] Fixed =
    [
        // Reached through the socket alone.
        ("listen_addresses", ""),
        ("unix_socket_permissions", "0700"),
        ("port", "5432"),
        // A group of a node takes up to 18: the two of its writers and the pool of its readers; development nodes share one server.
        ("max_connections", "300"),

        // What is answered as committed is on the disk.
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),

        ("shared_buffers", "128MB"),
        ("wal_compression", "on"),
        ("wal_buffers", "16MB"),
        ("max_wal_size", "2GB"),
        ("min_wal_size", "256MB"),
        ("checkpoint_timeout", "15min"),
        ("checkpoint_completion_target", "0.9"),

        // Every statement is short; compiling it would cost more than running it.
        ("jit", "off"),
        ("max_parallel_workers_per_gather", "0"),
        ("autovacuum", "on"),
        ("wal_level", "replica"),
        ("timezone", "UTC"),

        // Its own files, because the server may outlive the process that started it.
        ("logging_collector", "on"),
        ("log_directory", "log"),
        ("log_filename", "postgresql-%a.log"),
        ("log_rotation_age", "1d"),
        ("log_truncate_on_rotation", "on"),
    ];

    /// <summary>The options of a server that listens in a socket folder, as one text for <c>pg_ctl -o</c>.</summary>
    public static string Options(string socketFolder) => string.Join(
        ' ', Fixed.Append(("unix_socket_directories", socketFolder)).Select(setting => $"-c {Quote(setting)}"));

    private static string Quote((string Name, string Value) setting) =>
        $"'{setting.Name}={setting.Value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
