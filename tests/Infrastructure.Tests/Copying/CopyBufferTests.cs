using System.Numerics;
using Ledger.Domain.Primitives;
using Ledger.Infrastructure.Copying;
using Ledger.Infrastructure.Tests.Kit;
using Ledger.Testing;
using Npgsql;

namespace Ledger.Infrastructure.Tests.Copying;

/// <summary>What is written in COPY's binary form is what the server reads.</summary>
public sealed class CopyBufferTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Every_type_arrives_as_it_was_written()
    {
        await using var connection = new NpgsqlConnection(await postgres.NewDatabaseAsync());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using (var create = new NpgsqlCommand(
            "create table all_types (a bool, b smallint, c int, d bigint, e uuid, f text, g bytea, h timestamptz, i numeric, j jsonb, k bytea)",
            connection))
        {
            await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        CopyTable table = new("all_types", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
        CopyBuffer rows = new();
        List<string> expected = [];
        for (int round = 0; round < 2; round++)
        {
            rows.Begin();
            for (int seed = 0; seed < 300; seed++)
            {
                expected.Add(Write(rows, new Random((round * 1000) + seed)));
            }

            await table.SendAsync(rows, connection, TestContext.Current.CancellationToken);
        }

        await using var read = new NpgsqlCommand("select a, b, c, d, e, f, g, h, i, j, k from all_types", connection);
        await using NpgsqlDataReader reader = await read.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> found = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            found.Add(Read(reader));
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private static string Write(CopyBuffer rows, Random random)
    {
        bool a = random.Next(2) == 0;
        short b = (short)random.Next(short.MinValue, short.MaxValue);
        int c = random.Next(int.MinValue, int.MaxValue);
        long d = random.NextInt64(long.MinValue, long.MaxValue);
        var e = Guid.CreateVersion7();
        byte[] g = Generators.Bytes(random, 400);
        DateTimeOffset h = DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(0, 4_000_000_000) * 10_000_000 / 10 * 10);
        UInt256 i = Generators.Number(random);
        rows.StartRow(11);
        rows.Write(a);
        rows.Write(b);
        rows.Write(c);
        rows.Write(d);
        rows.Write(e);
        rows.Write("grün"u8);
        rows.Write(g);
        rows.Write(h);
        rows.WriteNumeric(i);
        int field = rows.BeginField();
        rows.Append([1]);
        rows.Append("{\"A\": 1}"u8);
        rows.EndField(field);
        rows.WriteNull();
        return $"{a} {b} {c} {d} {e} grün {Convert.ToHexString(g)} {h.UtcTicks} {(BigInteger)i} {{\"A\": 1}} True";
    }

    private static string Read(NpgsqlDataReader reader) =>
        $"{reader.GetBoolean(0)} {reader.GetInt16(1)} {reader.GetInt32(2)} {reader.GetInt64(3)} {reader.GetGuid(4)} {reader.GetString(5)} "
        + $"{Convert.ToHexString(reader.GetFieldValue<byte[]>(6))} {reader.GetDateTime(7).Ticks} {reader.GetFieldValue<BigInteger>(8)} "
        + $"{reader.GetString(9)} {reader.IsDBNull(10)}";
}
