namespace Ledger.Domain.Abi.TypedData;

/// <summary>A declared struct with the types of its members resolved.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Members">Its members as they were declared.</param>
/// <param name="Types">The type of each member.</param>
internal sealed record StructType(
    string Name, IReadOnlyList<TypedDataMember> Members, IReadOnlyList<MemberType> Types)
{
    /// <summary><c>Mail(Person from,Person to,string contents)</c> (EIP-712, "Definition of encodeType").</summary>
    internal string Declaration => $"{Name}({string.Join(',', Members.Select(member => $"{member.Type} {member.Name}"))})";
}
