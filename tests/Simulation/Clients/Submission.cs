using Ledger.Domain.Primitives;

namespace Ledger.Simulation.Clients;

/// <summary>A transaction that a client wants to see final.</summary>
/// <param name="Raw">Its bytes.</param>
/// <param name="Hash">Its hash.</param>
public sealed record Submission(ReadOnlyMemory<byte> Raw, Hash256 Hash)
{
    /// <summary>Another transaction with the same nonce: exactly one of the two becomes final.</summary>
    public Submission? Rival { get; set; }

    /// <summary>The block in which a client saw it final, and the hash of the receipt that it got.</summary>
    public (long Number, Hash256 Receipt)? Final { get; set; }

    /// <summary>When it was given to a node last.</summary>
    public TimeSpan LastSent { get; set; }

    /// <summary>What the last node that answered said.</summary>
    public string LastAnswer { get; set; } = "no answer";

    /// <summary>Whether nodes may refuse it: a change of sealers is refused while it would leave no live quorum.</summary>
    public bool MayBeRefused { get; init; }

    /// <summary>Whether its sender has nothing left to wait for.</summary>
    public bool IsDone => Final is not null || Rival?.Final is not null;
}
