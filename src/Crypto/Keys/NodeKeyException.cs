namespace Ledger.Crypto.Keys;

/// <summary>A node's key file cannot be used; the message says which file, why, and what to do. It never shows the key.</summary>
public sealed class NodeKeyException : IOException
{
    /// <summary>Says what is wrong with the file at <paramref name="path"/>.</summary>
    /// <param name="path">The key file.</param>
    /// <param name="problem">What is wrong and what to do, as a sentence that follows "Key file ...".</param>
    public NodeKeyException(string path, string problem)
        : base($"Key file {path} {problem}") => Path = path;

    /// <summary>The key file.</summary>
    public string Path { get; }
}
