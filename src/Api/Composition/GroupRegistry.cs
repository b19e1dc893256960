using System.Globalization;
using Ledger.Api.Groups;
using Ledger.Domain.Governance;

namespace Ledger.Api.Composition;

/// <summary>
/// What groups this node has, in its folder: <c>groups/N/</c> with <c>genesis.json</c> and <c>status</c>, and what was removed in
/// <c>groups/removed/N/</c>. A change is on the disk when its method returns, and a crash leaves the old state or the new one.
/// The default group's genesis stays where the configuration names it.
/// </summary>
/// <param name="folder">The folder <c>groups</c>.</param>
/// <param name="defaultGenesis">The default group's genesis, which this folder does not hold.</param>
internal sealed class GroupRegistry(string folder, Genesis defaultGenesis)
{
    private const string GenesisName = "genesis.json";
    private const string StatusName = "status";
    private const string RemovedName = "removed";
    private const string HalfMade = ".new";

    /// <summary>Reads every group, by number. The default group runs unless it was stopped.</summary>
    /// <exception cref="InvalidDataException">A file is damaged; the message names it.</exception>
    public IReadOnlyList<RegisteredGroup> Load()
    {
        Directory.CreateDirectory(folder);
        var groups = new SortedDictionary<int, RegisteredGroup>
        {
            [defaultGenesis.GroupId] = new(defaultGenesis, GroupState.Running),
        };
        foreach (int id in Numbers(folder))
        {
            groups[id] = new RegisteredGroup(ReadGenesis(FolderOf(id), id), ReadStatus(FolderOf(id)));
        }

        foreach (int id in Numbers(Path.Combine(folder, RemovedName)))
        {
            groups[id] = new RegisteredGroup(ReadGenesis(RemovedFolderOf(id), id), GroupState.Deleted);
        }

        return [.. groups.Values];
    }

    /// <summary>Remembers a new group, stopped.</summary>
    public void Add(Genesis genesis)
    {
        string made = FolderOf(genesis.GroupId) + HalfMade;
        Directory.CreateDirectory(made);
        Write(Path.Combine(made, GenesisName), GenesisFile.Write(genesis));
        Write(Path.Combine(made, StatusName), nameof(GroupState.Stopped));
        Directory.Move(made, FolderOf(genesis.GroupId));
    }

    /// <summary>Remembers whether a group is to run.</summary>
    public void SetRunning(int id, bool isRunning)
    {
        Directory.CreateDirectory(FolderOf(id));
        string file = Path.Combine(FolderOf(id), StatusName);
        Write(file + HalfMade, isRunning ? nameof(GroupState.Running) : nameof(GroupState.Stopped));
        File.Move(file + HalfMade, file, overwrite: true);
    }

    /// <summary>Puts a stopped group aside.</summary>
    public void Remove(int id)
    {
        Directory.CreateDirectory(Path.Combine(folder, RemovedName));
        Directory.Move(FolderOf(id), RemovedFolderOf(id));
    }

    /// <summary>Brings a removed group back; it is stopped as it was.</summary>
    public void Recover(int id) => Directory.Move(RemovedFolderOf(id), FolderOf(id));

    private string FolderOf(int id) => Path.Combine(folder, Name(id));

    private string RemovedFolderOf(int id) => Path.Combine(folder, RemovedName, Name(id));

    private static string Name(int id) => id.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<int> Numbers(string parent) => Directory.Exists(parent)
        ? Directory.EnumerateDirectories(parent)
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
        : [];

    private Genesis ReadGenesis(string groupFolder, int id)
    {
        if (id == defaultGenesis.GroupId)
        {
            return defaultGenesis;
        }

        string file = Path.Combine(groupFolder, GenesisName);
        string? problem = File.Exists(file) ? null : "The file is missing.";
        Genesis? genesis = null;
        if (problem is null && GenesisFile.TryParse(File.ReadAllText(file), out genesis, out problem) && genesis!.GroupId != id)
        {
            problem = $"It is the genesis of group {genesis.GroupId}.";
        }

        return problem is null ? genesis! : throw new InvalidDataException($"{file} cannot be used: {problem}");
    }

    private static GroupState ReadStatus(string groupFolder)
    {
        string file = Path.Combine(groupFolder, StatusName);
        string text = File.Exists(file) ? File.ReadAllText(file).Trim() : "";
        return text switch
        {
            nameof(GroupState.Running) => GroupState.Running,
            nameof(GroupState.Stopped) => GroupState.Stopped,
            _ => throw new InvalidDataException(
                $"{file} must hold the word {nameof(GroupState.Running)} or {nameof(GroupState.Stopped)}, not '{text}'."),
        };
    }

    private static void Write(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }
}
