using Ledger.Domain.Primitives;

namespace Ledger.Evm.SystemContracts;

/// <summary>A contract of the chain itself, with state: called like any other, at a fixed address.</summary>
internal interface ISystemContract
{
    /// <summary>Where it is called.</summary>
    Address Address { get; }

    /// <summary>What a call costs in gas.</summary>
    long Cost(ReadOnlySpan<byte> input);

    /// <summary>Answers a call.</summary>
    /// <returns>What it returns; <see langword="null"/> when the call fails and its gas is gone.</returns>
    byte[]? Run(SystemCall call);
}
