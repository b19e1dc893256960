namespace Ledger.EndToEnd.Kit;

/// <summary>The scenarios that share the chains of <see cref="FaultChains"/>.</summary>
[CollectionDefinition(Name)]
public sealed class FaultTests : ICollectionFixture<FaultChains>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Faults";
}
