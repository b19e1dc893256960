using Npgsql;

namespace Ledger.Infrastructure.Copying;

/// <summary>A table as COPY fills it: its name and the columns in the order in which rows are written.</summary>
internal sealed record CopyTable(string Name, params IReadOnlyList<string> Columns)
{
    private readonly string _statement = $"copy {Name} ({string.Join(", ", Columns)}) from stdin (format binary)";

    /// <summary>Sends the rows of a buffer; a no-op when there are none.</summary>
    /// <remarks>The server's verdict arrives when the stream is disposed, so a bad row throws from here too.</remarks>
    public async Task SendAsync(CopyBuffer rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (rows.Rows == 0)
        {
            return;
        }

        await using NpgsqlRawCopyStream stream = await connection.BeginRawBinaryCopyAsync(_statement, cancellation);
        await stream.WriteAsync(rows.End(), cancellation);
    }
}
