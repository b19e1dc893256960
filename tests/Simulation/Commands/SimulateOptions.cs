using System.Globalization;
using Ledger.Simulation.Algorithms;
using Ledger.Simulation.Bugs;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Commands;

/// <summary>What is simulated: seeds of each combination of algorithm, nodes and window.</summary>
public sealed record SimulateOptions
{
    /// <summary>How many seeds of each combination. Default 500.</summary>
    public int Seeds { get; init; } = 500;

    /// <summary>The first seed. Default 0.</summary>
    public int SeedBase { get; init; }

    /// <summary>How long faults happen in each run, in simulated seconds. Default 300.</summary>
    public int Seconds { get; init; } = 300;

    /// <summary>The algorithms. Default all.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = AlgorithmCatalog.Names;

    /// <summary>The sizes of the cluster. Default 4 and 7.</summary>
    public IReadOnlyList<int> Nodes { get; init; } = [4, 7];

    /// <summary>The windows; every seed has one of them. Default 1 and 4.</summary>
    public IReadOnlyList<int> Windows { get; init; } = [1, 4];

    /// <summary>The kinds of fault that happen; chosen by the seed unless said.</summary>
    public IReadOnlyList<FaultKind>? Faults { get; init; }

    /// <summary>What a faulty node is; chosen by the seed unless said.</summary>
    public NodeRole? Role { get; init; }

    /// <summary>The planted bug.</summary>
    public PlantedBug Bug { get; init; }

    /// <summary>Whether the trace of every run is printed.</summary>
    public bool IsExplaining { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown or its value is not one of its kind.</exception>
    public static SimulateOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new SimulateOptions();
        for (int i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == "--explain")
            {
                options = options with { IsExplaining = true };
                continue;
            }

            string value = i + 1 < arguments.Count
                ? arguments[i + 1]
                : throw new ArgumentException($"{arguments[i]} needs a value.", nameof(arguments));
            options = Take(options, arguments[i], value);
            i++;
        }

        return options;
    }

    /// <summary>Every run, in order.</summary>
    public IEnumerable<SimulationPlan> Plans() =>
        from algorithm in Algorithms
        from nodes in Nodes
        from seed in Enumerable.Range(SeedBase, Seeds)
        select new SimulationPlan(seed)
        {
            Algorithm = algorithm,
            Nodes = nodes,
            Window = Windows[seed % Windows.Count],
            Faults = Faults,
            Role = Role,
            Bug = Bug,
            FaultPhase = TimeSpan.FromSeconds(Seconds),
        };

    private static SimulateOptions Take(SimulateOptions options, string name, string value) => name switch
    {
        "--seeds" => options with { Seeds = Number(name, value) },
        "--seed-base" => options with { SeedBase = Number(name, value) },
        "--seconds" => options with { Seconds = Number(name, value) },
        "--algorithm" => options with { Algorithms = [AlgorithmCatalog.Get(value).Name] },
        "--nodes" => options with { Nodes = [Number(name, value)] },
        "--window" => options with { Windows = [Number(name, value)] },
        "--faults" => options with { Faults = [.. value.Split(',').Select(part => Name<FaultKind>(name, part))] },
        "--role" => options with { Role = Name<NodeRole>(name, value) },
        "--bug" => options with { Bug = Name<PlantedBug>(name, value) },
        _ => throw new ArgumentException(
            $"There is no option {name}. There are --seeds, --seed-base, --seconds, --algorithm, --nodes, --window, --faults, --role, --bug, --explain.",
            nameof(name)),
    };

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ArgumentException($"{name} needs a number, not {value}.", nameof(value));

    private static T Name<T>(string name, string value)
        where T : struct, Enum => Enum.TryParse(value, out T found)
            ? found
            : throw new ArgumentException(
                $"{name} is one of {string.Join(", ", Enum.GetNames<T>())}, not {value}.", nameof(value));
}
