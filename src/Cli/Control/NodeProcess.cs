using System.Globalization;
using Ledger.Cli.Layout;

namespace Ledger.Cli.Control;

/// <summary>The process of one node.</summary>
internal sealed class NodeProcess(ChainFolder folder, ChainNode node)
{
    /// <summary>How long a node may take to stop after it was asked to; longer than the 30 s that it gives itself.</summary>
    public static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(35);

    /// <summary>How long the kernel may take to end a process that was killed.</summary>
    public static readonly TimeSpan KillTimeout = TimeSpan.FromSeconds(5);

    private const string ProfileVariable = "DOTNET_TieredPGO";

    /// <summary>The node.</summary>
    public ChainNode Node => node;

    /// <summary>Its process id while it runs, else <see langword="null"/>.</summary>
    /// <remarks>An id in the file may belong to another process by now, so the command line is compared too.</remarks>
    public int? FindRunning() =>
        File.Exists(folder.NodeProcessFile(node))
        && int.TryParse(
            File.ReadAllText(folder.NodeProcessFile(node)), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
        && ProcessTable.IsRunning(id, folder.NodeConfiguration(node))
            ? id
            : null;

    /// <summary>Starts the node.</summary>
    /// <param name="isAlone">Whether it is the only node of its machine.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Its process id.</returns>
    public async Task<int> StartAsync(bool isAlone, CancellationToken cancellation)
    {
        // Nodes that share their cores would all measure their code at the same time (docs/adr/0010-runtime-settings.md).
        bool setsProfile = !isAlone && Environment.GetEnvironmentVariable(ProfileVariable) is null;
        IReadOnlyList<string> settings = setsProfile ? ["env", $"{ProfileVariable}=0"] : [];
        int id = await ChildProcess.StartDetachedAsync(
            [.. settings, .. ServerProgram.Command(), "--config", folder.NodeConfiguration(node)],
            folder.NodeFolder(node),
            folder.NodeLog(node),
            cancellation);
        await File.WriteAllTextAsync(
            folder.NodeProcessFile(node), id.ToString(CultureInfo.InvariantCulture), cancellation);
        return id;
    }

    /// <summary>Asks the node to end.</summary>
    public void Ask()
    {
        if (FindRunning() is int id)
        {
            Native.Signal(id, Native.Terminate);
        }
    }

    /// <summary>Waits for the node to end and kills it when it does not.</summary>
    /// <returns>Whether it had to be killed.</returns>
    public async Task<bool> EndAsync(CancellationToken cancellation)
    {
        bool killed = false;
        if (!await Poll.UntilAsync(() => FindRunning() is null, StopTimeout, cancellation)
            && FindRunning() is int id)
        {
            killed = true;
            Native.Signal(id, Native.Kill);
            await Poll.UntilAsync(() => FindRunning() is null, KillTimeout, cancellation);
        }

        File.Delete(folder.NodeProcessFile(node));
        return killed;
    }

    /// <summary>The last lines that the node wrote.</summary>
    public IReadOnlyList<string> LogTail(int lines) => File.Exists(folder.NodeLog(node))
        ? [.. File.ReadLines(folder.NodeLog(node)).TakeLast(lines)]
        : [];
}
