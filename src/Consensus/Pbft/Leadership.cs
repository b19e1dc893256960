namespace Ledger.Consensus.Pbft;

/// <summary>Who leads.</summary>
/// <remarks>Two roles, so that the proof of the paper stands and no sealer can keep a transaction out. The NewView of a view has
/// one maker, view mod n, as in the paper: what is open is settled by one node. Heights that the NewView does not settle
/// rotate in turns: (view + number / heights per turn) mod n offers the height. Safety never asks who leads, only that an honest sealer accepts one proposal
/// for a height and view; liveness only that some view gives both roles to live sealers, which n consecutive views do when n
/// is above 2f.</remarks>
public static class Leadership
{
    /// <summary>Index of the sealer that makes a view's NewView.</summary>
    public static int OfView(long view, int sealers) => (int)(view % sealers);

    /// <summary>Index of the sealer that offers a proposal for a height which the view's NewView leaves open.</summary>
    /// <param name="number">The height.</param>
    /// <param name="view">The view.</param>
    /// <param name="sealers">How many sealers there are.</param>
    /// <param name="heightsPerTurn">How many consecutive heights one sealer offers.</param>
    public static int OfHeight(long number, long view, int sealers, int heightsPerTurn) =>
        (int)(((view % sealers) + (number / heightsPerTurn % sealers)) % sealers);
}
