namespace Ledger.Node.Reads;

/// <summary>The answer to a reader who wants every acknowledged write.</summary>
/// <param name="Number">A height from which on the state holds them all; this node has it. <see langword="null"/> when nobody could say.</param>
/// <param name="Refusal">Why nobody could say, in one sentence; empty otherwise.</param>
public readonly record struct ReadAnswer(long? Number, string Refusal)
{
    /// <summary>Nobody could say.</summary>
    public static ReadAnswer Refused(string reason) => new(null, reason);
}
