namespace Ledger.Consensus;

/// <summary>What a core knows of why the height that it decides is not final yet. All times are on the core's own monotonic clock.</summary>
public sealed record ConsensusProgress
{
    /// <summary>The core's time when this was taken.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>Since when something waits to be final: the last progress, or the moment when there was something to order again;
    /// <see langword="null"/> while nothing waits.</summary>
    public required TimeSpan? WaitingSince { get; init; }

    /// <summary>Votes that decide.</summary>
    public required int Threshold { get; init; }

    /// <summary>Index of this node; -1 for one that only follows.</summary>
    public required int Self { get; init; }

    /// <summary>When each sealer was last heard, by index; <see langword="null"/> for never since the start.</summary>
    public required IReadOnlyList<TimeSpan?> Heard { get; init; }

    /// <summary>The view that each sealer's last message named, by index; -1 for none.</summary>
    public required IReadOnlyList<long> Views { get; init; }

    /// <summary>The proposal of that height that a quorum prepared here, as the view in which it did: a new view must offer it again.</summary>
    public required long? PreparedView { get; init; }

    /// <summary>Whether transactions of the height's proposal are missing here.</summary>
    public required bool NeedsBodies { get; init; }

    /// <summary>The last height that the store holds.</summary>
    public required long Stored { get; init; }

    /// <summary>The highest height that peers showed, or enough of them claim, to be final.</summary>
    public required long KnownFinal { get; init; }
}
