using System.Net.Sockets;
using Ledger.Cli.Control;
using Ledger.EndToEnd.Kit;
using Ledger.EndToEnd.Kit.Links;
using Npgsql;

namespace Ledger.EndToEnd.Faults;

/// <summary>PostgreSQL dies, is slow, or takes its answers with it (rows 16 to 18 of the fault matrix).</summary>
public sealed class DatabaseFaultTests(FaultChains chains) : FaultScenario(chains)
{
    private const string SocketFile = ".s.PGSQL.5432";

    private static readonly WriteCut[] Cuts =
    [
        new(IsJournal: false, ReachesServer: false),
        new(IsJournal: false, ReachesServer: true),
        new(IsJournal: true, ReachesServer: false),
        new(IsJournal: true, ReachesServer: true),
    ];

    /// <summary>Row 16: all databases die under load; the nodes go on when they are back.</summary>
    [Theory]
    [MemberData(nameof(AlgorithmsAtLength))]
    public Task A_database_killed_under_load_and_started_again_loses_nothing(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            for (int round = 0; round < Rounds.Of(gate: 1, faults: 30); round++)
            {
                var database = new SharedDatabase(chain.Folder);
                Postmaster postmaster = database.FindRunning() ?? throw new InvalidOperationException("PostgreSQL does not run.");
                Native.Signal(postmaster.ProcessId, Native.Kill);
                await Eventually.HoldsAsync(
                    "PostgreSQL is dead", NodeProcess.KillTimeout, _ => Task.FromResult(database.FindRunning() is null), Cancellation);
                await chain.UpAsync(Cancellation);
                await AdvanceAsync(chain, AllBut(), blocks: 1, target: 5);
            }
        });

    /// <summary>Row 17: a leader whose database answers nothing is passed over; when the database answers again it has lost nothing.</summary>
    [Theory]
    [MemberData(nameof(AlgorithmsAtLength))]
    public Task A_leader_whose_database_is_locked_is_passed_over(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            for (int round = 0; round < Rounds.Of(gate: 1, faults: 30); round++)
            {
                int leader = await chain.LeaderAsync(round % FourNodes.Count, Cancellation);
                await using var connection = new NpgsqlConnection(chain.DatabaseOf(leader));
                await connection.OpenAsync(Cancellation);
                await using NpgsqlTransaction locks = await connection.BeginTransactionAsync(Cancellation);
                await using var command = new NpgsqlCommand(
                    "lock table group_1.mt_streams, group_1.mt_events in access exclusive mode", connection);
                await command.ExecuteNonQueryAsync(Cancellation);
                await AdvanceAsync(chain, AllBut(leader), blocks: 10, target: 15);
                await locks.RollbackAsync(Cancellation);
                await AdvanceAsync(chain, AllBut(), blocks: 1, target: 10);
            }
        });

    /// <summary>Row 18: a connection ends while a write is under way; what is there is found by reading, nothing is written twice.</summary>
    [Theory]
    [MemberData(nameof(AlgorithmsAtLength))]
    public Task A_connection_cut_at_a_write_leaves_no_doubt_behind(string algorithm) =>
        UnderLoadAsync(algorithm, async chain =>
        {
            const int Victim = 2;
            await using FaultProxy proxy = await GoThroughProxyAsync(chain, Victim);
            var cutter = new CommitCutter(proxy);
            await chain.StartAsync(Victim, Cancellation);
            for (int round = 0; round < Rounds.Of(gate: 1, faults: 50); round++)
            {
                foreach (WriteCut cut in Cuts)
                {
                    int before = cutter.Cuts;
                    cutter.Arm(cut);
                    await Eventually.HoldsAsync(
                        $"a connection was cut: {cut}", TimeSpan.FromMinutes(1), _ => Task.FromResult(cutter.Cuts > before), Cancellation);
                    await AdvanceAsync(chain, AllBut(), blocks: 3, target: 10);
                }
            }

            await FourNodes.KillAsync(chain.Processes[Victim], Cancellation);
            await chain.UpAsync(Cancellation);
        });

    /// <summary>Stops a node and puts a proxy between it and its database.</summary>
    private static async Task<FaultProxy> GoThroughProxyAsync(FaultyNodes chain, int node)
    {
        await FourNodes.KillAsync(chain.Processes[node], Cancellation);
        var connection = new NpgsqlConnectionStringBuilder(chain.DatabaseOf(node));
        string folder = Directory.CreateDirectory(Path.Combine(chain.Folder.Path, "sql")).FullName;
        string socket = Path.Combine(folder, SocketFile);
        File.Delete(socket);
        var proxy = new FaultProxy(
            new UnixDomainSocketEndPoint(socket),
            new UnixDomainSocketEndPoint(Path.Combine(connection.Host!, SocketFile)),
            seed: 18);
        connection.Host = folder;
        chain.SetDatabase(node, connection.ConnectionString);
        return proxy;
    }
}
