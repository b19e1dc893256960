namespace Ledger.Node.Ports;

/// <summary>The state as of a height below the snapshot that a store began with was asked for.</summary>
public sealed class StateNotKeptException : Exception
{
    /// <summary>Says from where on the state is kept.</summary>
    /// <param name="kept">The height of the snapshot.</param>
    /// <param name="asked">The height that was asked for.</param>
    public StateNotKeptException(long kept, long asked)
        : this($"This node started from a snapshot at block {kept}; the state of block {asked} is not kept here. Ask another node.")
    {
    }

    /// <summary>Says what is not kept.</summary>
    public StateNotKeptException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is not kept, and how it was noticed.</summary>
    public StateNotKeptException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Makes an exception without a message.</summary>
    public StateNotKeptException()
    {
    }
}
