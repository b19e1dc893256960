namespace Ledger.Evm.Tests.Fuzzing;

/// <summary>Tests that measure the heap of the whole process run while no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
