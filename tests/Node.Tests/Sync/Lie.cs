namespace Ledger.Node.Tests.Sync;

/// <summary>What a peer does that does not keep to the truth.</summary>
public enum Lie
{
    /// <summary>It claims the highest height there can be, and has nothing.</summary>
    HugeClaim,

    /// <summary>It never answers.</summary>
    Silence,

    /// <summary>Its blocks have seals that nobody made.</summary>
    BadSeals,

    /// <summary>True header and seals, other transactions.</summary>
    OtherBody,

    /// <summary>The right blocks in the wrong order.</summary>
    OutOfOrder,

    /// <summary>More blocks than it was asked for.</summary>
    TooMany,

    /// <summary>Blocks of its own, sealed by itself, that name itself as the only sealer.</summary>
    OwnSealers,

    /// <summary>Fewer seals than a quorum.</summary>
    FewSeals,

    /// <summary>The truth.</summary>
    None,
}
