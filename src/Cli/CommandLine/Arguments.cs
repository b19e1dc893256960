using System.Globalization;

namespace Ledger.Cli.CommandLine;

/// <summary>The options and the operand that the user gave to one command.</summary>
internal sealed class Arguments(
    Command command, IReadOnlyDictionary<string, string> values, string? operand)
{
    /// <summary>What stood without a dash; <see langword="null"/> when nothing did.</summary>
    public string? Operand { get; } = operand;

    /// <summary>Whether the user gave the option.</summary>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>The given value, else the option's default, else <see langword="null"/>.</summary>
    public string? Text(string name) => values.TryGetValue(name, out string? given)
        ? given
        : command.Options.First(option => option.Name == name).Default;

    /// <summary>The value of an option that must be there.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public string Required(string name) => Text(name) is { Length: > 0 } text
        ? text
        : throw new UsageException($"{name} is missing.");

    /// <summary>The value as a number within bounds.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public long Number(string name, long min, long max)
    {
        string text = Required(name);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number >= min && number <= max
            ? number
            : throw new UsageException($"{name} takes a number from {min} to {max}, not '{text}'.");
    }

    /// <summary>The value as a list separated by commas.</summary>
    public IReadOnlyList<string> List(string name) => (Text(name) ?? "")
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
