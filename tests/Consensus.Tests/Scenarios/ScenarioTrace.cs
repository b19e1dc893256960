namespace Ledger.Consensus.Tests.Scenarios;

/// <summary>Protocol traces that a reviewer can read: a file holds commands, and under each the effects that must follow.</summary>
internal static class ScenarioTrace
{
    private const string EffectPrefix = "  > ";

    /// <summary>Names a folder into which the traces are written, for a person to read before they become the expected ones.</summary>
    private const string RecordVariable = "LEDGER_RECORD_SCENARIOS";

    /// <summary>The traces in a folder beside the tests.</summary>
    public static TheoryData<string> FilesOf(string folder) =>
        [.. Directory.EnumerateFiles(PathOf(folder, string.Empty), "*.txt").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    /// <summary>Plays a file's commands, and compares what follows with what it says.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="file">The file.</param>
    /// <param name="act">Carries out a command, given as words, and says what followed.</param>
    public static void Check(string folder, string file, Func<string[], IReadOnlyList<string>> act)
    {
        string[] lines = File.ReadAllLines(PathOf(folder, file));
        var trace = new List<string>();
        foreach (string line in lines.Where(line => !line.StartsWith(EffectPrefix, StringComparison.Ordinal)))
        {
            trace.Add(line);
            if (line.Length > 0 && line[0] != '#')
            {
                trace.AddRange(act(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(effect => EffectPrefix + effect));
            }
        }

        if (Environment.GetEnvironmentVariable(RecordVariable) is string record)
        {
            Directory.CreateDirectory(Path.Combine(record, folder));
            File.WriteAllLines(Path.Combine(record, folder, file), trace);
        }

        Assert.Equal(string.Join('\n', lines), string.Join('\n', trace));
    }

    private static string PathOf(string folder, string file) => Path.Combine(AppContext.BaseDirectory, folder, file);
}
