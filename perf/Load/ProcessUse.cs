namespace Ledger.Load;

/// <summary>What a watched process used.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="CpuSeconds">CPU seconds of it and its descendants during the measurement.</param>
/// <param name="ResidentMaxMb">The most memory that was resident at a sample, in MB.</param>
internal sealed record ProcessUse(string Name, double CpuSeconds, double ResidentMaxMb);
