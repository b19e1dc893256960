namespace Ledger.Domain.Abi;

/// <summary>A parameter of an event.</summary>
/// <param name="Name">Its name; empty when it has none.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsIndexed">Whether it stands in the topics and not in the data.</param>
public sealed record AbiEventParameter(string Name, AbiType Type, bool IsIndexed)
{
    /// <summary>Whether a log holds only a hash of it.</summary>
    public bool IsHashed => IsIndexed && Type.IsHashedInTopics;
}
