using Ledger.Cli.CommandLine;
using Ledger.Domain.Governance;

namespace Ledger.Cli.Layout;

/// <summary>The paths of everything in a chain's folder.</summary>
internal sealed class ChainFolder(string path)
{
    /// <summary>The folder itself, absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>What the chain is.</summary>
    public string ChainFile => At("chain.json");

    /// <summary>The certificate authority's folder.</summary>
    public string AuthorityFolder => At("ca");

    /// <summary>The key of the account that may change members and parameters.</summary>
    public string GovernorKeyFile => At("governor.key");

    /// <summary>The shared private PostgreSQL's data.</summary>
    public string PostgresFolder => At("postgres");

    /// <summary>Names that PostgreSQL's data directory, which lies elsewhere when its account cannot enter this folder.</summary>
    public string DatabasePlaceFile => At("postgres.place");

    /// <summary>Held while a command starts or stops processes.</summary>
    public string LockFile => At("ledger.lock");

    /// <summary>Whether a chain lives here.</summary>
    public bool HasChain => File.Exists(ChainFile);

    /// <summary>Reads what the chain is.</summary>
    /// <exception cref="CommandFailedException">No chain lives here.</exception>
    public ChainDocument Read() => HasChain
        ? JsonFile.Read<ChainDocument>(ChainFile)
        : throw new CommandFailedException($"there is no chain in {Path}: 'ledger up' makes one.");

    /// <summary>The folder of a node.</summary>
    public string NodeFolder(ChainNode node) => At(node.Name);

    /// <summary>A file of a node.</summary>
    public string NodeFile(ChainNode node, string name) => System.IO.Path.Combine(NodeFolder(node), name);

    /// <summary>What the members agreed before the first block, as a node has it.</summary>
    public string NodeGenesis(ChainNode node) => NodeFile(node, "genesis.json");

    /// <summary>Reads a node's genesis.</summary>
    /// <exception cref="CommandFailedException">The file is missing or damaged.</exception>
    public Genesis ReadGenesis(ChainNode node)
    {
        string path = NodeGenesis(node);
        if (!File.Exists(path))
        {
            throw new CommandFailedException($"{path} is missing: copy it from another node, it is the same for all.");
        }

        return GenesisFile.TryParse(File.ReadAllText(path), out Genesis? genesis, out string? problem)
            ? genesis!
            : throw new CommandFailedException($"{path} cannot be read: {problem}");
    }

    /// <summary>The file of the token that managing a node takes.</summary>
    public string NodeAdminToken(ChainNode node) => NodeFile(node, "admin.token");

    /// <summary>Reads that token.</summary>
    /// <exception cref="CommandFailedException">The node has not started yet, or the file belongs to another account.</exception>
    public string ReadAdminToken(ChainNode node)
    {
        string path = NodeAdminToken(node);
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{path} cannot be read: {problem.Message} {node.Name} makes it when it starts.");
        }
    }

    /// <summary>The configuration of a node.</summary>
    public string NodeConfiguration(ChainNode node) => NodeFile(node, "node.json");

    /// <summary>What a node writes.</summary>
    public string NodeLog(ChainNode node) => NodeFile(node, "node.log");

    /// <summary>The process id of a node.</summary>
    public string NodeProcessFile(ChainNode node) => NodeFile(node, "node.pid");

    /// <summary>Keeps other commands from starting or stopping this chain's processes until it is disposed.</summary>
    /// <exception cref="CommandFailedException">Another command does so now.</exception>
    public IDisposable Lock()
    {
        Directory.CreateDirectory(Path);
        try
        {
            return new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new CommandFailedException($"another ledger command is at work on {Path}; wait for it and try again.");
        }
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
