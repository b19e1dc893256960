namespace Ledger.Simulation.Algorithms;

/// <summary>A sealer that signs what it must not.</summary>
public interface IForger
{
    /// <summary>Makes a false message out of a true one.</summary>
    /// <param name="payload">A message that this sealer was about to send.</param>
    /// <param name="random">The run's source of chance.</param>
    /// <returns>Its replacement; <see langword="null"/> when there is none.</returns>
    ReadOnlyMemory<byte>? Forge(ReadOnlyMemory<byte> payload, Random random);
}
