using System.Globalization;
using Npgsql;

namespace Ledger.Ordering;

/// <summary>Finds the process of a database server on this machine.</summary>
internal static class PostgresProcess
{
    /// <summary>Asks the server where its data is, and reads there who it is.</summary>
    public static async Task<int> FindAsync(string database, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("show data_directory", connection);
        string folder = (string)(await command.ExecuteScalarAsync(cancellation))!;
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(folder, "postmaster.pid"), cancellation);
        return int.Parse(lines[0], CultureInfo.InvariantCulture);
    }
}
