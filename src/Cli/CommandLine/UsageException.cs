namespace Ledger.Cli.CommandLine;

/// <summary>The command line makes no sense; the message says what was wrong and what to type instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
