using System.Globalization;
using System.Text.RegularExpressions;
using Ledger.Domain.Governance;
using Ledger.EvmConformance.Formats;

namespace Ledger.EvmConformance.CommandLine;

/// <summary>Reads the command line.</summary>
internal static class OptionParser
{
    /// <summary>What the command understands.</summary>
    public static string Usage { get; } = $"""
        usage: dotnet run -c Release --project tests/EvmConformance -- PATH... [options]

        PATH is a folder, a .json, .json.gz or .tar.gz file.

          --kind K            run one kind only: {string.Join(", ", FormatTable.Kinds)}; default {RunOptions.AnyKind}
          --fork A,B          run these forks only: {string.Join(", ", Enum.GetNames<Fork>())}; default all
          --filter REGEX      run only cases whose name (file:test [fork]) matches
          --exclude REGEX     leave out cases whose name matches
          --jobs N            cases at a time; default the number of processors
          --timeout-ms N      time limit of a case; default 120000; a case over it has failed
          --from WHERE        txbytes: decode the signed bytes where a case has them (default); fields: never
          --list-failures N   list at most N failures; default 20
          --diff              show a wrong state account by account
          --by-folder         show the counts of each folder
          --out FILE.jsonl    write a JSON line for each case
          --trace TEST        write the EIP-3155 trace of the one case whose name contains TEST
          --no-skip           count skipped cases as failed

        The last line is "N passed, M failed[, K skipped]". Exit code: 0 all passed, 1 failures, 2 nothing to run or a bad option.
        """;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="OptionException">An option is unknown, lacks its value or has a bad one; or there is no path.</exception>
    public static RunOptions Parse(IReadOnlyList<string> arguments)
    {
        var rest = new Queue<string>(arguments);
        var paths = new List<string>();
        var options = new RunOptions { Paths = paths };
        while (rest.TryDequeue(out string? argument))
        {
            if (argument.StartsWith('-'))
            {
                options = Apply(options, argument, rest);
            }
            else
            {
                paths.Add(Existing(argument));
            }
        }

        return paths.Count > 0 ? options : throw new OptionException("Name at least one folder or file.");
    }

    private static RunOptions Apply(RunOptions options, string option, Queue<string> rest) => option switch
    {
        "--kind" => options with { Kind = Kind(Value(option, rest)) },
        "--fork" => options with { Forks = Forks(Value(option, rest)) },
        "--filter" => options with { Filter = Pattern(option, Value(option, rest)) },
        "--exclude" => options with { Exclude = Pattern(option, Value(option, rest)) },
        "--jobs" => options with { Jobs = Number(option, Value(option, rest), 1) },
        "--timeout-ms" => options with { TimeLimit = TimeSpan.FromMilliseconds(Number(option, Value(option, rest), 1)) },
        "--from" => options with { FromFields = IsFields(Value(option, rest)) },
        "--list-failures" => options with { ListedFailuresMax = Number(option, Value(option, rest), 0) },
        "--diff" => options with { ShowsDifferences = true },
        "--by-folder" => options with { ShowsFolders = true },
        "--out" => options with { OutputPath = Value(option, rest) },
        "--trace" => options with { Trace = Value(option, rest) },
        "--no-skip" => options with { CountsSkippedAsFailed = true },
        _ => throw new OptionException($"Unknown option {option}."),
    };

    private static string Value(string option, Queue<string> rest) => rest.TryDequeue(out string? value)
        ? value
        : throw new OptionException($"{option} needs a value.");

    private static string Existing(string path) => File.Exists(path) || Directory.Exists(path)
        ? path
        : throw new OptionException($"There is no file or folder {path}.");

    private static string Kind(string text) => text == RunOptions.AnyKind || FormatTable.Kinds.Contains(text)
        ? text
        : throw new OptionException($"--kind {text}: choose from {string.Join(", ", FormatTable.Kinds)}, {RunOptions.AnyKind}.");

    private static HashSet<Fork>? Forks(string text) =>
        text.Equals("all", StringComparison.OrdinalIgnoreCase) ? null : [.. text.Split(',').Select(ForkOf)];

    private static Fork ForkOf(string name) =>
        ForkNames.Find(name, StringComparison.OrdinalIgnoreCase)
        ?? throw new OptionException($"--fork {name}: choose from {string.Join(", ", Enum.GetNames<Fork>())}, or all.");

    private static bool IsFields(string text) => text switch
    {
        "fields" => true,
        "txbytes" => false,
        _ => throw new OptionException($"--from {text}: choose txbytes or fields."),
    };

    private static int Number(string option, string text, int min) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min
            ? number
            : throw new OptionException($"{option} {text}: expected a whole number of at least {min}.");

    private static Regex Pattern(string option, string text)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant);
        }
        catch (ArgumentException wrong)
        {
            throw new OptionException($"{option}: {wrong.Message}");
        }
    }
}
