namespace Ledger.Infrastructure.EmbeddedServer;

/// <summary>The private PostgreSQL could not be found, created, started or stopped; the message says what to do.</summary>
public sealed class EmbeddedClusterException : Exception
{
    /// <summary>An error with its message.</summary>
    public EmbeddedClusterException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its message and cause.</summary>
    public EmbeddedClusterException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
