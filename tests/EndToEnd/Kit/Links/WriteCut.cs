namespace Ledger.EndToEnd.Kit.Links;

/// <summary>At which write a connection to PostgreSQL is cut.</summary>
/// <param name="IsJournal">Whether at one of the vote journal, else at the COMMIT of blocks.</param>
/// <param name="ReachesServer">Whether the server gets it and does it; the node learns nothing either way.</param>
internal sealed record WriteCut(bool IsJournal, bool ReachesServer);
