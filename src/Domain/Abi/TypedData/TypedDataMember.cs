namespace Ledger.Domain.Abi.TypedData;

/// <summary>A member of a struct type, as EIP-712 declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in text: <c>uint256</c>, <c>Person[2][]</c>.</param>
public sealed record TypedDataMember(string Name, string Type);
