using Ledger.Node.Ports;

namespace Ledger.Simulation.Disk;

/// <summary>The witness of one node's journal: it survives a restore of the database, and the end of it a loss of power only by chance.</summary>
public sealed class SimulatedWitness : IPromiseWitness
{
    private Promises? _noted;
    private Promises? _durable;

    /// <inheritdoc/>
    public string Place => "the witness";

    /// <inheritdoc/>
    public Promises? Read() => _noted;

    /// <inheritdoc/>
    public void Note(Promises promises, bool isDurable)
    {
        _noted = promises;
        _durable = isDurable ? promises : _durable;
    }

    /// <summary>Power is lost: what was not synced may be gone.</summary>
    public void Crash(Random random) => _noted = random.Next(2) == 0 ? _noted : _durable;

    /// <summary>The machine is lost, and the witness with it.</summary>
    public void Wipe() => (_noted, _durable) = (null, null);
}
