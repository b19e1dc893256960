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

    /// <summary>The algorithm; every one unless said.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The size of the cluster; the usual ones of the algorithm unless said.</summary>
    public int? Nodes { get; init; }

    /// <summary>The windows; every seed has one of them. Default 1 and 4.</summary>
    public IReadOnlyList<int> Windows { get; init; } = [1, 4];

    /// <summary>The kinds of fault that happen; chosen by the seed unless said.</summary>
    public IReadOnlyList<FaultKind>? Faults { get; init; }

    /// <summary>What a faulty node is; chosen by the seed unless said.</summary>
    public NodeRole? Role { get; init; }

    /// <summary>Whether members and parameters change under way; chosen by the seed unless said.</summary>
    public bool? Governs { get; init; }

    /// <summary>Whether clocks agree once everything is healed; chosen by the seed unless said.</summary>
    public bool? MendsClocks { get; init; }

    /// <summary>At how many blocks the group makes a snapshot, 0 for none; chosen by the seed unless said.</summary>
    public int? SnapshotBlocks { get; init; }

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
        from algorithm in AlgorithmCatalog.Names
        where Algorithm is null || algorithm == Algorithm
        from nodes in SizesOf(AlgorithmCatalog.Get(algorithm))
        from seed in Enumerable.Range(SeedBase, Seeds)
        select WithSnapshots(new SimulationPlan(seed)
        {
            Algorithm = algorithm,
            Nodes = nodes,
            Window = Windows[seed % Windows.Count],
            Faults = Faults,
            Role = Role,
            Governs = Governs,
            MendsClocks = MendsClocks,
            Bug = Bug,
            FaultPhase = TimeSpan.FromSeconds(Seconds),
        });

    private SimulationPlan WithSnapshots(SimulationPlan plan) =>
        SnapshotBlocks is int blocks ? plan with { SnapshotBlocks = blocks } : plan;

    /// <summary>A size that was asked for without an algorithm is that of the algorithms that have it.</summary>
    private IEnumerable<int> SizesOf(IAlgorithm algorithm) => Nodes is int nodes && Algorithm is not null
        ? [nodes]
        : algorithm.Sizes.Where(size => Nodes is null || size == Nodes);

    private static SimulateOptions Take(SimulateOptions options, string name, string value) => name switch
    {
        "--seeds" => options with { Seeds = Number(name, value) },
        "--seed-base" => options with { SeedBase = Number(name, value) },
        "--seconds" => options with { Seconds = Number(name, value) },
        "--algorithm" => options with { Algorithm = AlgorithmCatalog.Get(value).Name },
        "--nodes" => options with { Nodes = Number(name, value) },
        "--window" => options with { Windows = [Number(name, value)] },
        "--faults" => options with { Faults = [.. value.Split(',').Select(part => Name<FaultKind>(name, part))] },
        "--role" => options with { Role = Name<NodeRole>(name, value) },
        "--governs" => options with { Governs = Flag(name, value) },
        "--mends-clocks" => options with { MendsClocks = Flag(name, value) },
        "--snapshots" => options with { SnapshotBlocks = Number(name, value) },
        "--bug" => options with { Bug = Name<PlantedBug>(name, value) },
        _ => throw new ArgumentException(
            $"There is no option {name}. There are --seeds, --seed-base, --seconds, --algorithm, --nodes, --window, --faults, --role, --governs, --mends-clocks, --snapshots, --bug, --explain.",
            nameof(name)),
    };

    private static int Number(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ArgumentException($"{name} needs a number, not {value}.", nameof(value));

    private static bool Flag(string name, string value) =>
        bool.TryParse(value, out bool flag) ? flag : throw new ArgumentException($"{name} is true or false, not {value}.", nameof(value));

    private static T Name<T>(string name, string value)
        where T : struct, Enum => Enum.TryParse(value, out T found)
            ? found
            : throw new ArgumentException(
                $"{name} is one of {string.Join(", ", Enum.GetNames<T>())}, not {value}.", nameof(value));
}
