namespace Ledger.Cli.Demo;

/// <summary>How much the demo does.</summary>
/// <param name="Transfers">How many transfers.</param>
/// <param name="Accounts">How many accounts send them.</param>
internal sealed record DemoSize(int Transfers, int Accounts);
