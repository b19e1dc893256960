using System.Text;

namespace Ledger.Cli.CommandLine;

/// <summary>What <c>ledger help</c> and <c>ledger COMMAND --help</c> print.</summary>
internal static class HelpText
{
    /// <summary>The list of commands. <c>test</c>, <c>faults</c> and <c>bench</c> live in the script, which works before anything is built.</summary>
    public static string Overview(IReadOnlyList<Command> commands)
    {
        (string Name, string Summary)[] rows =
        [
            .. commands.Where(command => !command.IsHidden).Select(command => (command.Name, command.Summary)),
            ("test", "Builds everything and runs every test; the last line is \"N passed, N failed\"."),
            ("faults", "Breaks real nodes and databases for hours and audits them; ends as test does."),
            ("bench", "Measures the chain with the load generator; options go to perf/Load."),
        ];
        int width = rows.Max(row => row.Name.Length) + 2;
        StringBuilder text = new StringBuilder()
            .AppendLine("ledger: a consortium ledger, four nodes on this machine in one command.")
            .AppendLine()
            .AppendLine("First:  ./ledger up && ./ledger demo")
            .AppendLine();
        foreach ((string name, string summary) in rows)
        {
            text.Append("  ").Append(name.PadRight(width)).AppendLine(summary);
        }

        return text.AppendLine().AppendLine("ledger COMMAND --help lists the options of a command.").ToString();
    }

    /// <summary>The options of one command.</summary>
    public static string Of(Command command)
    {
        string operand = command.Operand is null ? "" : $" [{command.Operand}]";
        string options = command.Options.Count == 0 ? "" : " [options]";
        StringBuilder text = new StringBuilder()
            .AppendLine($"ledger {command.Name}{operand}{options}")
            .AppendLine()
            .AppendLine(command.Summary);
        if (command.Options.Count > 0)
        {
            text.AppendLine();
        }

        foreach (Option option in command.Options)
        {
            string left = option.TakesValue ? $"{option.Name} {option.ValueName}" : option.Name;
            string standard = option.Default is null ? "" : $" Default: {option.Default}.";
            text.Append("  ").Append(left.PadRight(28)).AppendLine(option.Help + standard);
        }

        return text.ToString();
    }
}
