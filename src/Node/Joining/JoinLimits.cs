using Ledger.Node.Wire;

namespace Ledger.Node.Joining;

/// <summary>What starting from a snapshot may cost, and how long peers may take.</summary>
internal static class JoinLimits
{
    /// <summary>How many chunks are asked for at once, and how many may wait for the store: 8 MiB of state.</summary>
    public const int ChunksAtOnceMax = 8;

    /// <summary>The most questions that one peer has open.</summary>
    public const int QuestionsPerPeerMax = 2;

    /// <summary>How many headers one question asks for.</summary>
    public const int HeadersPerQuestion = WireLimits.HeadersMax;

    /// <summary>How far a trusted block may be from the snapshot: so many headers are fetched to link the two, 400 bytes each.</summary>
    public const int LinkBlocksMax = 100_000;

    /// <summary>How many rounds in a row must find that there is no snapshot before the node takes the whole chain.</summary>
    public const int EmptyRoundsMax = 5;

    /// <summary>How often in a row nobody may have a chunk before the node begins again with a newer snapshot.</summary>
    public const int AbsentRoundsMax = 5;

    /// <summary>How long a peer may take to answer: 5 s; it doubles each time that it was too long, up to <see cref="PatienceMax"/>, so
    /// that a thin line does not keep a node from ever starting.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait for an answer.</summary>
    public static readonly TimeSpan PatienceMax = TimeSpan.FromMinutes(2);

    /// <summary>For how long a peer is passed over after it was silent or had nothing for the first time; it doubles.</summary>
    public static readonly TimeSpan RestMin = TimeSpan.FromSeconds(1);

    /// <summary>The longest time for which a peer is passed over without having lied.</summary>
    public static readonly TimeSpan RestMax = TimeSpan.FromSeconds(60);

    /// <summary>For how long a peer that was proven to lie is not asked. Its session is closed besides.</summary>
    public static readonly TimeSpan Ban = TimeSpan.FromMinutes(10);

    /// <summary>The time between two looks when there is nobody to ask.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    /// <summary>The time between two tries of a store that does not take what it is given.</summary>
    public static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);
}
