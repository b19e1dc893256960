namespace Ledger.Simulation.Disk;

/// <summary>A write on its way to the disk.</summary>
/// <param name="reach">Writes the first part of it, from 0 for nothing to 1 for all.</param>
public sealed class PendingWrite(Action<double> reach)
{
    /// <summary>Writes a part.</summary>
    public void Reach(double part) => reach(part);
}
