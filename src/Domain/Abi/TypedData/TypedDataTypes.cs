using System.Diagnostics.CodeAnalysis;

namespace Ledger.Domain.Abi.TypedData;

/// <summary>The struct types of typed data, checked: every name is declared once, every type that is named exists.</summary>
/// <remarks>Structs may contain themselves through arrays; every value is finite.</remarks>
public sealed class TypedDataTypes
{
    private readonly Dictionary<string, StructType> _structs;

    private TypedDataTypes(Dictionary<string, StructType> structs) => _structs = structs;

    /// <summary>The names of the declared structs.</summary>
    public IReadOnlyCollection<string> Names => _structs.Keys;

    /// <summary>Checks declarations.</summary>
    /// <param name="declarations">The members of each struct.</param>
    /// <param name="types">The types; <see langword="null"/> when a declaration is wrong.</param>
    /// <param name="problem">What is wrong, with a path like <c>types.Mail[1].type</c>; <see langword="null"/> when nothing is.</param>
    public static bool TryCreate(
        IReadOnlyDictionary<string, IReadOnlyList<TypedDataMember>> declarations,
        [NotNullWhen(true)] out TypedDataTypes? types,
        out AbiProblem? problem)
    {
        types = null;
        problem = declarations.Count <= AbiLimits.StructTypesMax
            ? null
            : new AbiProblem("types", $"{declarations.Count} structs are declared; {AbiLimits.StructTypesMax} may be.");
        var structs = new Dictionary<string, StructType>(StringComparer.Ordinal);
        foreach ((string name, IReadOnlyList<TypedDataMember> members) in declarations)
        {
            if (problem is not null || !TryResolve(name, members, declarations, out StructType? resolved, out problem))
            {
                return false;
            }

            structs.Add(name, resolved);
        }

        types = problem is null ? new TypedDataTypes(structs) : null;
        return types is not null;
    }

    /// <summary>Writes out a struct type and, sorted by name, every struct that it uses (EIP-712, "Definition of encodeType").</summary>
    /// <param name="name">A declared struct.</param>
    /// <exception cref="ArgumentException">There is no such struct.</exception>
    public string EncodeType(string name)
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([name]);
        while (open.TryPop(out string? next))
        {
            foreach (MemberType type in Find(next).Types)
            {
                if (type.Struct is string reference && reference != name && used.Add(reference))
                {
                    open.Push(reference);
                }
            }
        }

        return string.Concat(used.Prepend(name).Select(part => Find(part).Declaration));
    }

    internal bool Contains(string name) => _structs.ContainsKey(name);

    internal StructType Find(string name) => _structs.TryGetValue(name, out StructType? found)
        ? found
        : throw new ArgumentException($"No struct '{name}' is declared.", nameof(name));

    private static bool TryResolve(
        string name,
        IReadOnlyList<TypedDataMember> members,
        IReadOnlyDictionary<string, IReadOnlyList<TypedDataMember>> declarations,
        [NotNullWhen(true)] out StructType? resolved,
        out AbiProblem? problem)
    {
        resolved = null;
        string shown = name.Length <= 60 ? name : name[..60] + "…";
        problem = name.Length > AbiLimits.NameMax || !AbiTypeParser.IsIdentifier(name)
            || AbiTypeParser.TryParseElementary(name, out _)
            ? new AbiProblem("types", $"'{shown}' cannot name a struct; take at most {AbiLimits.NameMax} letters, digits, _ and $.")
            : members.Count > AbiLimits.StructMembersMax
            ? new AbiProblem($"types.{name}", $"{members.Count} members are declared; {AbiLimits.StructMembersMax} may be.")
            : null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var types = new List<MemberType>();
        for (int i = 0; i < members.Count && problem is null; i++)
        {
            string member = members[i].Name;
            if (member.Length > AbiLimits.NameMax || !AbiTypeParser.IsIdentifier(member) || !seen.Add(member))
            {
                problem = new AbiProblem($"types.{name}[{i}].name", $"A member has a name of its own, of at most {AbiLimits.NameMax} letters, digits, _ and $.");
            }
            else if (TryResolve(members[i].Type, declarations.ContainsKey, out MemberType? type, out problem))
            {
                types.Add(type);
            }
            else
            {
                problem = problem!.Inside($"types.{name}[{i}].type");
            }
        }

        resolved = problem is null ? new StructType(name, members, types) : null;
        return resolved is not null;
    }

    private static bool TryResolve(
        string text, Func<string, bool> isStruct, [NotNullWhen(true)] out MemberType? type, out AbiProblem? problem)
    {
        type = null;
        int bracket = text.IndexOf('[');
        string word = bracket < 0 ? text : text[..bracket];
        if (!AbiTypeParser.TryParseLengths(text[word.Length..], out List<int?>? lengths, out problem))
        {
            return false;
        }

        if (isStruct(word))
        {
            type = new MemberType(null, word, lengths!);
        }
        else if (IsAtomic(word, out AbiType? elementary))
        {
            type = new MemberType(elementary, null, lengths!);
        }
        else
        {
            string shown = word.Length <= 60 ? word : word[..60] + "…";
            problem = AbiProblem.Of($"'{shown}' is neither a declared struct nor bytes1 to bytes32, uint8 to uint256, int8 to int256, "
                + "bool, address, bytes or string; EIP-712 has no aliases, so write uint256 for uint.");
        }

        return type is not null;
    }

    // EIP-712, "Definition of typed structured data": the name itself is hashed, so an alias would be another type.
    private static bool IsAtomic(string word, out AbiType? type) =>
        AbiTypeParser.TryParseElementary(word, out type)
        && type!.Name == word
        && type is not (AbiType.Function or AbiType.FixedPoint);
}
