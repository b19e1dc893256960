namespace Ledger.Domain.Abi;

/// <summary>A parameter of a function, event or error, or a member of a tuple.</summary>
/// <param name="Name">Its name; empty when it has none.</param>
/// <param name="Type">Its type.</param>
public sealed record AbiParameter(string Name, AbiType Type);
