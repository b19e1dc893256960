namespace Ledger.Api.Groups;

/// <summary>Whether a caller may manage the node.</summary>
internal enum AdminVerdict
{
    /// <summary>It may.</summary>
    Allowed,

    /// <summary>It did not show the node's token.</summary>
    NoToken,

    /// <summary>It is not on this machine.</summary>
    NotLocal,
}
