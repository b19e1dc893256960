using Ledger.EndToEnd.Kit;
using Npgsql;

namespace Ledger.EndToEnd.Faults;

/// <summary>A node comes back with a database older than what it has signed (row 20 of the fault matrix).</summary>
public sealed class RestoredBackupTests(FaultChains chains) : FaultScenario(chains)
{
    private const int Blocks = 20;

    /// <summary>It follows, and says nothing that could contradict what it forgot: nobody ever finds evidence against it.</summary>
    [Theory]
    [MemberData(nameof(AlgorithmsAtLength))]
    public Task A_node_with_a_restored_database_catches_up_and_never_contradicts_itself(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            for (int round = 0; round < Rounds.Of(gate: 1, faults: 20); round++)
            {
                int restored = round % FourNodes.Count;
                string name = chain.Chain.Nodes[restored].DatabaseName;
                string copy = $"{name}_copy";
                await FourNodes.KillAsync(chain.Processes[restored], Cancellation);
                await ExecuteAsync(chain, restored, $"create database {copy} template {name}");
                await chain.StartAsync(restored, Cancellation);
                await AdvanceAsync(chain, AllBut(), Blocks, target: 15);

                await FourNodes.KillAsync(chain.Processes[restored], Cancellation);
                await ExecuteAsync(chain, restored, $"drop database {name} with (force)");
                await ExecuteAsync(chain, restored, $"alter database {copy} rename to {name}");
                await chain.StartAsync(restored, Cancellation);
                await AdvanceAsync(chain, AllBut(), Blocks, target: 15);
                // Silence ends once it is beyond all that it signed: with another one gone its votes are needed.
                int silent = (restored + 1) % FourNodes.Count;
                await FourNodes.KillAsync(chain.Processes[silent], Cancellation);
                await AdvanceAsync(chain, AllBut(silent), blocks: 1, target: 30);
                await chain.StartAsync(silent, Cancellation);
            }
        });

    /// <summary>Runs a statement on the server; connections that died with their node may hold the database for a moment.</summary>
    private static async Task ExecuteAsync(FaultyNodes chain, int node, string sql)
    {
        var builder = new NpgsqlConnectionStringBuilder(chain.DatabaseOf(node)) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await Eventually.HoldsAsync(
            sql,
            TimeSpan.FromSeconds(30),
            async token =>
            {
                try
                {
                    await using var command = new NpgsqlCommand(sql, connection);
                    await command.ExecuteNonQueryAsync(token);
                    return true;
                }
                catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.ObjectInUse)
                {
                    return false;
                }
            },
            Cancellation);
    }
}
