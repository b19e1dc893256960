namespace Ledger.Cli.CommandLine;

/// <summary>Finds the command that was typed and reads its options: <c>--name value</c> or <c>--name=value</c>.</summary>
internal static class CommandLineParser
{
    private const int WordsMax = 2;

    /// <summary>Finds the command at the start of <paramref name="words"/>.</summary>
    /// <param name="commands">All commands.</param>
    /// <param name="words">What was typed after <c>ledger</c>.</param>
    /// <param name="rest">What stands after the command's name.</param>
    /// <exception cref="UsageException">There is no such command.</exception>
    public static Command FindCommand(
        IReadOnlyList<Command> commands, IReadOnlyList<string> words, out IReadOnlyList<string> rest)
    {
        for (int count = WordsMax; count > 0; count--)
        {
            string name = string.Join(' ', words.Take(count));
            if (commands.FirstOrDefault(command => command.Name == name) is Command found)
            {
                rest = [.. words.Skip(count)];
                return found;
            }
        }

        string typed = words[0];
        string? family = commands.FirstOrDefault(
            command => command.Name.StartsWith(typed + " ", StringComparison.Ordinal))?.Name;
        throw new UsageException(family is null
            ? $"there is no command '{typed}'."
            : $"'{typed}' needs a second word, such as '{family}'.");
    }

    /// <summary>Reads the options of a command.</summary>
    /// <exception cref="UsageException">An option that the command does not have, or a value missing or too many.</exception>
    public static Arguments Parse(Command command, IReadOnlyList<string> words)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        string? operand = null;
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i].StartsWith('-'))
            {
                i += ReadOption(command, words, i, values);
                continue;
            }

            if (command.Operand is null || operand is not null)
            {
                throw new UsageException($"'{words[i]}' is one word too many.");
            }

            operand = words[i];
        }

        return new Arguments(command, values, operand);
    }

    private static int ReadOption(
        Command command, IReadOnlyList<string> words, int at, Dictionary<string, string> values)
    {
        string[] parts = words[at].Split('=', 2);
        Option option = command.Options.FirstOrDefault(candidate => candidate.Name == parts[0])
            ?? throw new UsageException($"unknown option {parts[0]}.");
        bool isInline = parts.Length == 2;
        if (!option.TakesValue && isInline)
        {
            throw new UsageException($"{option.Name} takes no value.");
        }

        if (option.TakesValue && !isInline && at + 1 >= words.Count)
        {
            throw new UsageException($"{option.Name} needs a value: {option.Name} {option.ValueName}.");
        }

        string value = !option.TakesValue ? "" : isInline ? parts[1] : words[at + 1];
        if (!values.TryAdd(option.Name, value))
        {
            throw new UsageException($"{option.Name} is given twice.");
        }

        return option.TakesValue && !isInline ? 1 : 0;
    }
}
