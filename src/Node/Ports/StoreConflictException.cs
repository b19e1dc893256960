namespace Ledger.Node.Ports;

/// <summary>The store holds something that contradicts what it is asked to hold: another block at a height, another genesis, a damaged
/// tail. Trying again cannot help; the group stops on this node.</summary>
public class StoreConflictException : Exception
{
    /// <summary>Says what contradicts what.</summary>
    public StoreConflictException(string message)
        : base(message)
    {
    }

    /// <summary>Says what contradicts what, and how it was noticed.</summary>
    public StoreConflictException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes an exception without a message.</summary>
    public StoreConflictException()
    {
    }
}
