using Ledger.Domain.Abi;

namespace Ledger.Application.Abis;

/// <summary>How much one group's registry of contract interfaces may hold.</summary>
public static class AbiRegistryLimits
{
    /// <summary>The longest JSON of one interface, in characters.</summary>
    public const int JsonCharactersMax = AbiLimits.JsonTextMax;

    /// <summary>The most contracts with an interface.</summary>
    public const int ContractsMax = 4096;

    /// <summary>The JSON of all interfaces together, in characters. Their errors are held in memory, at most about six bytes for each.</summary>
    public const long TotalCharactersMax = 32 * 1024 * 1024;
}
