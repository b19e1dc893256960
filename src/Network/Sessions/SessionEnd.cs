using Ledger.Network.Wire;

namespace Ledger.Network.Sessions;

/// <summary>Why a session ended.</summary>
/// <param name="Sentence">For the log.</param>
/// <param name="LastWords">What the peer is told, if this node ended it.</param>
internal sealed record SessionEnd(string Sentence, Refusal? LastWords)
{
    /// <summary>Whether the peer broke the protocol.</summary>
    public bool IsBreach => LastWords?.Code == RefusalCode.ProtocolViolation;

    /// <summary>This node ends it.</summary>
    public static SessionEnd ByUs(Refusal refusal) => new(refusal.Sentence, refusal);

    /// <summary>The peer broke the protocol.</summary>
    public static SessionEnd Breach(string what) => ByUs(new Refusal(RefusalCode.ProtocolViolation, what));

    /// <summary>The peer ends it, with or without a word.</summary>
    public static SessionEnd ByPeer(string sentence) => new(sentence, LastWords: null);
}
