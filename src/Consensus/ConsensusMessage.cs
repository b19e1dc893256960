namespace Ledger.Consensus;

/// <summary>An unsigned message of a consensus algorithm; each algorithm has its own closed family.</summary>
public abstract record ConsensusMessage
{
    /// <summary>Whether saying it binds its sender: a vote, a proposal, leaving a view. A question or a report of facts does not.</summary>
    public virtual bool BindsSender => true;
}
