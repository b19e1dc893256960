using System.Text.Json;
using Ledger.Domain.Cryptography;

namespace Ledger.Domain.Abi;

/// <summary>Reads the JSON of a contract ABI entry by entry.</summary>
internal sealed class ContractAbiReader(IHashFunction hash)
{
    private readonly HashSet<FunctionSelector> _selectors = [];
    private readonly HashSet<(FunctionSelector Selector, string Signature)> _errorsSeen = [];
    private readonly HashSet<string> _eventsSeen = new(StringComparer.Ordinal);

    internal List<AbiFunction> Functions { get; } = [];

    internal List<AbiEvent> Events { get; } = [];

    internal List<AbiError> Errors { get; } = [];

    internal AbiConstructor? Constructor { get; private set; }

    internal StateMutability? Fallback { get; private set; }

    internal bool HasReceive { get; private set; }

    internal bool TryRead(string json, out AbiProblem? problem)
    {
        if (!AbiJsonText.TryOpen(json, out JsonElement root, out problem))
        {
            return false;
        }

        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() > AbiLimits.EntriesMax)
        {
            problem = AbiProblem.Of($"A contract ABI is a JSON array of at most {AbiLimits.EntriesMax} entries.");
            return false;
        }

        foreach ((int index, JsonElement entry) in root.EnumerateArray().Index())
        {
            try
            {
                ReadEntry(entry);
            }
            catch (AbiException exception)
            {
                problem = exception.Problem.Inside($"abi[{index}]");
                return false;
            }
        }

        return true;
    }

    private void ReadEntry(JsonElement entry)
    {
        Check(entry.ValueKind == JsonValueKind.Object, "", $"An entry is an object, and this is {AbiJsonText.Shown(entry)}.");
        string kind = entry.TryGetProperty("type", out JsonElement type) ? Text(type, ".type") : "function";
        switch (kind)
        {
            case "function":
                AddFunction(entry);
                break;
            case "event":
                AddEvent(entry);
                break;
            case "error":
                AddError(entry);
                break;
            case "constructor":
                Check(Constructor is null, "", "A contract has one constructor.");
                Constructor = new AbiConstructor(Parameters(entry, "inputs"), Mutability(entry) == StateMutability.Payable);
                break;
            case "fallback":
                Check(Fallback is null, "", "A contract has one fallback function.");
                Fallback = Mutability(entry);
                break;
            case "receive":
                HasReceive = true;
                break;
            default:
                throw Fail(".type", $"'{kind}' is not a kind of entry: function, constructor, receive, fallback, event or error.");
        }
    }

    private void AddFunction(JsonElement entry)
    {
        var function = new AbiFunction(
            Name(entry), Parameters(entry, "inputs"), Parameters(entry, "outputs"), Mutability(entry), hash);
        Check(
            _selectors.Add(function.Selector),
            "",
            $"The selector {function.Selector} of {function} is taken by another function; a contract cannot have both.");
        Functions.Add(function);
    }

    private void AddError(JsonElement entry)
    {
        // "There can be multiple errors with the same name and even with identical signature" (ABI specification, "JSON").
        var error = new AbiError(Name(entry), Parameters(entry, "inputs"), hash);
        if (_errorsSeen.Add((error.Selector, error.Signature)))
        {
            Errors.Add(error);
        }
    }

    private void AddEvent(JsonElement entry)
    {
        bool isAnonymous = Flag(entry, "anonymous");
        var parameters = new List<AbiEventParameter>();
        AbiType.Tuple inputs = Parameters(entry, "inputs");
        if (inputs.Members.Count > 0)
        {
            IEnumerable<bool> marks = entry.GetProperty("inputs").EnumerateArray().Select(input => Flag(input, "indexed"));
            parameters.AddRange(inputs.Members.Zip(marks, (input, isIndexed) =>
                new AbiEventParameter(input.Name, input.Type, isIndexed)));
        }

        var added = new AbiEvent(Name(entry), parameters, isAnonymous, hash);
        string indexed = string.Concat(parameters.Select(parameter => parameter.IsIndexed ? 'i' : '-'));
        if (_eventsSeen.Add($"{added.Signature} {indexed} {isAnonymous}"))
        {
            Events.Add(added);
        }
    }

    private static AbiType.Tuple Parameters(JsonElement entry, string property)
    {
        if (!entry.TryGetProperty(property, out JsonElement list))
        {
            return new AbiType.Tuple();
        }

        Check(list.ValueKind == JsonValueKind.Array, "." + property, "A list of parameters is an array.");
        var members = new List<AbiParameter>();
        foreach ((int index, JsonElement parameter) in list.EnumerateArray().Index())
        {
            try
            {
                members.Add(Parameter(parameter));
            }
            catch (AbiException exception)
            {
                throw new AbiException(exception.Problem.Inside($".{property}[{index}]"));
            }
        }

        return new AbiType.Tuple(members);
    }

    private static AbiParameter Parameter(JsonElement parameter)
    {
        Check(parameter.ValueKind == JsonValueKind.Object, "", $"A parameter is an object, and this is {AbiJsonText.Shown(parameter)}.");
        string name = parameter.TryGetProperty("name", out JsonElement given) ? Text(given, ".name") : "";
        Check(
            name.Length == 0 || AbiTypeParser.IsIdentifier(name), ".name", $"'{name}' is not a name of letters, digits, _ and $.");
        Check(parameter.TryGetProperty("type", out JsonElement type), "", "A parameter has a type.");
        string text = Text(type, ".type");
        if (!text.StartsWith("tuple", StringComparison.Ordinal) || text.Contains('('))
        {
            return AbiType.TryParse(text, out AbiType? simple, out AbiProblem? problem)
                ? new AbiParameter(name, simple!)
                : throw new AbiException(problem!.Inside(".type"));
        }

        Check(parameter.TryGetProperty("components", out _), "", $"The type {text} needs its components.");
        AbiType.Tuple tuple = Parameters(parameter, "components");
        return AbiTypeParser.TryWrap(tuple, text["tuple".Length..], out AbiType? wrapped, out AbiProblem? suffixProblem)
            ? new AbiParameter(name, wrapped!)
            : throw new AbiException(suffixProblem!.Inside(".type"));
    }

    private static StateMutability Mutability(JsonElement entry)
    {
        if (!entry.TryGetProperty("stateMutability", out JsonElement given))
        {
            // Compilers before 0.5.0 said it with two flags.
            return Flag(entry, "payable") ? StateMutability.Payable
                : Flag(entry, "constant") ? StateMutability.View
                : StateMutability.NonPayable;
        }

        string text = Text(given, ".stateMutability");
        return text switch
        {
            "pure" => StateMutability.Pure,
            "view" => StateMutability.View,
            "nonpayable" => StateMutability.NonPayable,
            "payable" => StateMutability.Payable,
            _ => throw Fail(".stateMutability", $"'{text}' is none of pure, view, nonpayable and payable."),
        };
    }

    private static string Name(JsonElement entry)
    {
        Check(entry.TryGetProperty("name", out JsonElement given), "", "A function, event or error has a name.");
        string name = Text(given, ".name");
        Check(
            name.Length <= AbiLimits.TypeTextMax && AbiTypeParser.IsIdentifier(name),
            ".name",
            $"'{(name.Length <= 60 ? name : name[..60])}' is not a name of letters, digits, _ and $.");
        return name;
    }

    private static bool Flag(JsonElement entry, string property)
    {
        bool isThere = entry.TryGetProperty(property, out JsonElement flag);
        Check(!isThere || flag.ValueKind is JsonValueKind.True or JsonValueKind.False, "." + property, "Expected true or false.");
        return isThere && flag.ValueKind == JsonValueKind.True;
    }

    private static string Text(JsonElement element, string path) =>
        AbiJsonText.Text(element) ?? throw Fail(path, $"Expected a text, and this is {AbiJsonText.Shown(element)}.");

    private static void Check(bool isSound, string path, string problem)
    {
        if (!isSound)
        {
            throw Fail(path, problem);
        }
    }

    private static AbiException Fail(string path, string problem) => new(new AbiProblem(path, problem));
}
