namespace Ledger.Simulation.Cluster;

/// <summary>What can go wrong around nodes that keep to the protocol.</summary>
public enum FaultKind
{
    /// <summary>The links are mended.</summary>
    LinksHeal = 0,

    /// <summary>A node loses power and comes back.</summary>
    Crash = 1,

    /// <summary>A node loses power between two awaits chosen by chance.</summary>
    CrashAtStep = 2,

    /// <summary>Every node loses power.</summary>
    CrashAll = 3,

    /// <summary>The leader loses power.</summary>
    CrashLeader = 4,

    /// <summary>A node is stopped in order and started again.</summary>
    Stop = 5,

    /// <summary>The nodes fall into two parts.</summary>
    Partition = 6,

    /// <summary>A node hears nobody, or nobody hears it.</summary>
    OneWay = 7,

    /// <summary>A link comes and goes.</summary>
    Flap = 8,

    /// <summary>A session breaks and comes back.</summary>
    SessionReset = 9,

    /// <summary>Links lose, repeat and delay more or less than before.</summary>
    Links = 10,

    /// <summary>A wall clock jumps.</summary>
    ClockJump = 11,

    /// <summary>Every step of a node is slow.</summary>
    SlowNode = 12,

    /// <summary>A node's database is away.</summary>
    DatabaseAway = 13,

    /// <summary>A node's database is slow and loses answers.</summary>
    DatabaseSlow = 14,

    /// <summary>Something goes wrong just where other sealers take over.</summary>
    EpochEnd = 15,

    /// <summary>A node loses power right behind a message that it must not forget.</summary>
    CrashAtPromise = 16,

    /// <summary>For a while each new leader is cut off, soon after it became one, from all but a minority.</summary>
    CutLeaders = 17,
}
