namespace Ledger.Crypto;

/// <summary>A native library that the node needs is not installed; the message says how to install it.</summary>
public sealed class NativeLibraryMissingException : InvalidOperationException
{
    /// <summary>Names the library and the command that installs it.</summary>
    /// <param name="library">The file name that was looked for.</param>
    /// <param name="package">The Debian or Ubuntu package that holds it.</param>
    /// <param name="inner">What the loader said.</param>
    public NativeLibraryMissingException(string library, string package, Exception inner)
        : base($"The library {library} was not found or is not usable. Install it with: apt-get install -y {package}", inner)
    {
        Library = library;
        Package = package;
    }

    /// <summary>The file name that was looked for.</summary>
    public string Library { get; }

    /// <summary>The Debian or Ubuntu package that holds the library.</summary>
    public string Package { get; }
}
