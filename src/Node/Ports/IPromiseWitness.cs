namespace Ledger.Node.Ports;

/// <summary>Remembers, outside the database, how much the vote journal held: a database that comes from an older backup holds less.
/// Owned by one caller.</summary>
public interface IPromiseWitness
{
    /// <summary>Where a person finds it.</summary>
    string Place { get; }

    /// <summary>Reads what was noted last.</summary>
    /// <returns><see langword="null"/> when nothing was: the node is new, or its witness is lost or damaged.</returns>
    Promises? Read();

    /// <summary>Notes what the journal holds.</summary>
    /// <param name="promises">What it holds.</param>
    /// <param name="isDurable">Whether the note outlives a loss of power when this returns; otherwise it outlives the process.</param>
    void Note(Promises promises, bool isDurable);
}
