namespace Ledger.Domain.Abi.TypedData;

/// <summary>The type of a member: an elementary type or a struct, and the arrays around it.</summary>
/// <param name="Elementary">The elementary type; <see langword="null"/> for a struct.</param>
/// <param name="Struct">The name of the struct; <see langword="null"/> for an elementary type.</param>
/// <param name="Lengths">The arrays around it, innermost first; <see langword="null"/> for any length.</param>
internal sealed record MemberType(AbiType? Elementary, string? Struct, IReadOnlyList<int?> Lengths)
{
    internal bool IsArray => Lengths.Count > 0;

    /// <summary>The length of the outermost array; <see langword="null"/> for any.</summary>
    internal int? Length => Lengths[^1];

    /// <summary>The type of the outermost array's elements.</summary>
    internal MemberType Element => this with { Lengths = [.. Lengths.Take(Lengths.Count - 1)] };
}
