using System.Globalization;

namespace Ledger.Ordering;

/// <summary>What one measurement does.</summary>
internal sealed record OrderingOptions
{
    /// <summary>The help.</summary>
    public const string Help = """
        Measures how many entries a second three nodes of a Raft group order when executing and storing them costs nothing.

          --dir FOLDER         where the nodes keep their databases; must not exist (required)
          --entries N          measured entries (200000)
          --warmup N           entries before, not measured (50000)
          --in-flight N        entries that wait to be final (20000)
          --batch N            entries of one submission (100)
          --value-bytes N      data of an entry (256)
          --block N            the most entries of one block (2000)
          --window N           heights that may be open (4)
          --port N             the first of three ports on loopback (18900)
          --label TEXT         a name for the report
          --json FILE          also write the numbers as JSON
        """;

    /// <summary>Where the nodes keep their databases.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Measured entries.</summary>
    public int Entries { get; init; } = 200_000;

    /// <summary>Entries before, not measured.</summary>
    public int Warmup { get; init; } = 50_000;

    /// <summary>Entries that wait to be final.</summary>
    public int InFlight { get; init; } = 20_000;

    /// <summary>Entries of one submission.</summary>
    public int Batch { get; init; } = 100;

    /// <summary>Data of an entry.</summary>
    public int ValueBytes { get; init; } = 256;

    /// <summary>The most entries of one block.</summary>
    public int Block { get; init; } = 2000;

    /// <summary>Heights that may be open.</summary>
    public int Window { get; init; } = 4;

    /// <summary>The first of three ports.</summary>
    public int Port { get; init; } = 18_900;

    /// <summary>A name for the report.</summary>
    public string Label { get; init; } = "";

    /// <summary>Where the numbers go as JSON; <see langword="null"/> for nowhere.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FormatException">It makes no sense; the message says why.</exception>
    public static OrderingOptions Parse(IReadOnlyList<string> words)
    {
        var options = new OrderingOptions();
        for (int i = 0; i < words.Count; i += 2)
        {
            string name = words[i];
            string value = i + 1 < words.Count ? words[i + 1] : throw new FormatException($"{name} needs a value.");
            options = name switch
            {
                "--dir" => options with { Folder = Path.GetFullPath(value) },
                "--entries" => options with { Entries = Number(name, value, 1, 10_000_000) },
                "--warmup" => options with { Warmup = Number(name, value, 0, 10_000_000) },
                "--in-flight" => options with { InFlight = Number(name, value, 1, 100_000) },
                "--batch" => options with { Batch = Number(name, value, 1, 1_000) },
                "--value-bytes" => options with { ValueBytes = Number(name, value, sizeof(long), 65_536) },
                "--block" => options with { Block = Number(name, value, 1, 10_000) },
                "--window" => options with { Window = Number(name, value, 1, 64) },
                "--port" => options with { Port = Number(name, value, 1024, 65_000) },
                "--label" => options with { Label = value },
                "--json" => options with { JsonFile = value },
                _ => throw new FormatException($"unknown option {name}."),
            };
        }

        return options.Folder.Length == 0 ? throw new FormatException("--dir is missing.")
            : Directory.Exists(options.Folder) ? throw new FormatException($"{options.Folder} exists already.")
            : options;
    }

    private static int Number(string name, string value, int min, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= min && number <= max
            ? number
            : throw new FormatException($"{name} takes a number from {min} to {max}, not '{value}'.");
}
