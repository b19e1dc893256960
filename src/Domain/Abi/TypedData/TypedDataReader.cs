using System.Text.Json;

namespace Ledger.Domain.Abi.TypedData;

/// <summary>Reads values of struct types from JSON.</summary>
internal sealed class TypedDataReader(TypedDataTypes types)
{
    private static readonly (string Name, string Type)[] DomainMembers =
    [
        ("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address"), ("salt", "bytes32"),
    ];

    /// <summary>Reads the declarations of <c>types</c>.</summary>
    internal static bool TryReadDeclarations(
        JsonElement json,
        out Dictionary<string, IReadOnlyList<TypedDataMember>> declarations,
        out AbiProblem? problem)
    {
        declarations = new(StringComparer.Ordinal);
        problem = json.ValueKind == JsonValueKind.Object
            ? null
            : new AbiProblem("types", "Expected an object with an array of members for each struct.");
        if (problem is not null)
        {
            return false;
        }

        foreach (JsonProperty property in json.EnumerateObject())
        {
            string? name = AbiJsonText.Name(property);
            if (name is null || ReadMembers(property.Value) is not List<TypedDataMember> members)
            {
                problem = new AbiProblem(
                    $"types.{name}", "A struct is an array of members like {\"name\":\"to\",\"type\":\"address\"}.");
                return false;
            }

            declarations.Add(name, members);
        }

        return true;
    }

    /// <summary>The declaration of a domain that is not declared: the members that it has, in the order of EIP-712.</summary>
    internal static IReadOnlyList<TypedDataMember> DomainOf(JsonElement domain) =>
    [
        .. DomainMembers
            .Where(member => domain.ValueKind == JsonValueKind.Object && domain.TryGetProperty(member.Name, out _))
            .Select(member => new TypedDataMember(member.Name, member.Type)),
    ];

    internal bool TryReadStruct(string name, JsonElement json, out AbiValue value, out AbiProblem? problem)
    {
        StructType type = types.Find(name);
        value = default;
        problem = json.ValueKind == JsonValueKind.Object && json.GetPropertyCount() == type.Members.Count
            ? null
            : Expected(type, json);
        var values = new AbiValue[type.Members.Count];
        for (int i = 0; i < values.Length && problem is null; i++)
        {
            string member = type.Members[i].Name;
            problem = !json.TryGetProperty(member, out JsonElement element) ? Expected(type, json)
                : TryRead(type.Types[i], element, out values[i], out AbiProblem? inside) ? null
                : inside!.Inside("." + member);
        }

        value = problem is null ? AbiValue.Owned(values) : default;
        return problem is null;
    }

    private static List<TypedDataMember>? ReadMembers(JsonElement json)
    {
        var members = new List<TypedDataMember>();
        if (json.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        foreach (JsonElement member in json.EnumerateArray())
        {
            if (member.ValueKind != JsonValueKind.Object
                || !member.TryGetProperty("name", out JsonElement name)
                || !member.TryGetProperty("type", out JsonElement type)
                || AbiJsonText.Text(name) is not string nameText
                || AbiJsonText.Text(type) is not string typeText)
            {
                return null;
            }

            members.Add(new TypedDataMember(nameText, typeText));
        }

        return members;
    }

    private bool TryRead(MemberType type, JsonElement json, out AbiValue value, out AbiProblem? problem)
    {
        if (type.IsArray)
        {
            return TryReadArray(type, json, out value, out problem);
        }

        if (type.Struct is not null)
        {
            return TryReadStruct(type.Struct, json, out value, out problem);
        }

        string? text = AbiJson.ReadElementary(type.Elementary!, json, out value);
        problem = text is null ? null : AbiProblem.Of(text);
        return problem is null;
    }

    private bool TryReadArray(MemberType type, JsonElement json, out AbiValue value, out AbiProblem? problem)
    {
        value = default;
        if (json.ValueKind != JsonValueKind.Array || (type.Length is int length && length != json.GetArrayLength()))
        {
            string count = type.Length is int exactly ? $" of {exactly}" : "";
            problem = AbiProblem.Of($"Expected an array{count}, and this is {AbiJsonText.Shown(json)}.");
            return false;
        }

        MemberType element = type.Element;
        var items = new AbiValue[json.GetArrayLength()];
        int index = 0;
        foreach (JsonElement item in json.EnumerateArray())
        {
            if (!TryRead(element, item, out items[index], out problem))
            {
                problem = problem!.Inside($"[{index}]");
                return false;
            }

            index++;
        }

        value = AbiValue.Owned(items);
        problem = null;
        return true;
    }

    private static AbiProblem Expected(StructType type, JsonElement json) => AbiProblem.Of(
        $"Expected an object of exactly the members of {type.Declaration}, and this is {AbiJsonText.Shown(json)}.");
}
