using System.Globalization;

namespace Ledger.Load;

/// <summary>What one measurement does.</summary>
internal sealed record LoadOptions
{
    /// <summary>The help.</summary>
    public const string Help = """
        Sends pre-signed ERC-20 transfers to any Ethereum JSON-RPC endpoint and measures what becomes of them.

          --url URL            an endpoint; repeat it to spread the load over several nodes (http://127.0.0.1:8545)
          --transactions N     measured transactions (20000)
          --warmup N           transactions sent before, not measured (2000)
          --connections N      keep-alive HTTP connections, one request at a time on each (32)
          --batch N            transactions of one request, as a JSON-RPC batch when more than 1 (1)
          --senders N          accounts that send (320)
          --rate N             transactions a second over all connections at most; without it, as fast as they are answered
          --calls N            instead of transfers, N eth_call of balanceOf(address) at the latest block
          --finality N         instead of transfers at full speed, N one by one, each with a wait for its receipt
          --puts N             instead of transfers, N puts to etcd at the endpoints, over gRPC
          --in-flight N        puts in flight over all connections (128)
          --value-bytes N      length of a put's value (256)
          --mode legacy|1559   the transactions' format (1559)
          --mnemonic TEXT      whose first account pays and deploys (the public test mnemonic)
          --pid NAME=PID       also report CPU and memory of a process and its children; repeatable
          --label TEXT         a name for the report
          --json FILE          also write the numbers as JSON
        """;

    private const int CountMax = 10_000_000;
    private const int ValueBytesMax = 15_000; // A put is one frame, and a frame is at most 16 KB unless it is negotiated.

    /// <summary>Endpoints.</summary>
    public IReadOnlyList<Uri> Urls { get; init; } = [new Uri("http://127.0.0.1:8545")];

    /// <summary>Measured transactions.</summary>
    public int Transactions { get; init; } = 20_000;

    /// <summary>Transactions sent before, not measured.</summary>
    public int Warmup { get; init; } = 2_000;

    /// <summary>Keep-alive connections.</summary>
    public int Connections { get; init; } = 32;

    /// <summary>Transactions of one request.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Accounts that send.</summary>
    public int Senders { get; init; } = 320;

    /// <summary>Transactions a second over all connections at most; 0 for as fast as they are answered.</summary>
    public int Rate { get; init; }

    /// <summary>The time from one request to the next on one connection; zero when only answers hold it back.</summary>
    public TimeSpan RequestInterval =>
        Rate == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)Batch * Math.Min(Connections, Senders) / Rate);

    /// <summary>Measured calls of a view function; 0 to measure transfers.</summary>
    public int Calls { get; init; }

    /// <summary>Measured single transactions; 0 to measure transfers at full speed.</summary>
    public int Finality { get; init; }

    /// <summary>Measured puts; 0 to measure transfers.</summary>
    public int Puts { get; init; }

    /// <summary>Puts in flight over all connections.</summary>
    public int InFlight { get; init; } = 128;

    /// <summary>Length of a put's value.</summary>
    public int ValueBytes { get; init; } = 256;

    /// <summary>Whether transactions are legacy ones.</summary>
    public bool IsLegacy { get; init; }

    /// <summary>Whose first account pays and deploys.</summary>
    public string Mnemonic { get; init; } = "test test test test test test test test test test test junk";

    /// <summary>Watched processes.</summary>
    public IReadOnlyList<(string Name, int ProcessId)> Processes { get; init; } = [];

    /// <summary>A name for the report.</summary>
    public string Label { get; init; } = "";

    /// <summary>Where the numbers go as JSON; <see langword="null"/> for nowhere.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="FormatException">It makes no sense; the message says why.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> words)
    {
        var options = new LoadOptions();
        var urls = new List<Uri>();
        var processes = new List<(string Name, int ProcessId)>();
        for (int i = 0; i < words.Count; i += 2)
        {
            string name = words[i];
            string value = i + 1 < words.Count ? words[i + 1] : throw new FormatException($"{name} needs a value.");
            options = name switch
            {
                "--url" => Add(urls, Url(value), options),
                "--pid" => Add(processes, Process(value), options),
                "--transactions" => options with { Transactions = Number(name, value, 1) },
                "--warmup" => options with { Warmup = Number(name, value, 0) },
                "--connections" => options with { Connections = Number(name, value, 1) },
                "--batch" => options with { Batch = Number(name, value, 1) },
                "--senders" => options with { Senders = Number(name, value, 2) },
                "--rate" => options with { Rate = Number(name, value, 1) },
                "--calls" => options with { Calls = Number(name, value, 1) },
                "--finality" => options with { Finality = Number(name, value, 1) },
                "--puts" => options with { Puts = Number(name, value, 1) },
                "--in-flight" => options with { InFlight = Number(name, value, 1) },
                "--value-bytes" => options with { ValueBytes = Number(name, value, 8, ValueBytesMax) },
                "--mode" => options with { IsLegacy = Mode(value) },
                "--mnemonic" => options with { Mnemonic = value },
                "--label" => options with { Label = value },
                "--json" => options with { JsonFile = value },
                _ => throw new FormatException($"unknown option {name}."),
            };
        }

        return options with { Urls = urls.Count > 0 ? urls : options.Urls, Processes = processes };
    }

    private static LoadOptions Add<T>(List<T> list, T item, LoadOptions options)
    {
        list.Add(item);
        return options;
    }

    private static Uri Url(string value) => Uri.TryCreate(value, UriKind.Absolute, out Uri? url) && url.Scheme == "http"
        ? url
        : throw new FormatException($"--url takes an http address, not '{value}'.");

    private static (string Name, int ProcessId) Process(string value)
    {
        string[] parts = value.Split('=', 2);
        return parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? (parts[0], id)
            : throw new FormatException($"--pid takes NAME=PID, not '{value}'.");
    }

    private static int Number(string name, string value, int min, int max = CountMax) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= min && number <= max
            ? number
            : throw new FormatException($"{name} takes a number from {min} to {max}, not '{value}'.");

    private static bool Mode(string value) => value switch
    {
        "legacy" => true,
        "1559" => false,
        _ => throw new FormatException($"--mode takes legacy or 1559, not '{value}'."),
    };
}
