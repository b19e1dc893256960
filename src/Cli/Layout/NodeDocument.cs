namespace Ledger.Cli.Layout;

/// <summary>A <c>node.json</c>.</summary>
/// <param name="Node">The one section that the command line writes.</param>
internal sealed record NodeDocument(NodeSettings Node);
