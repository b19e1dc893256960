namespace Ledger.Cli.CommandLine;

/// <summary>A command could not do its work; the message says what was wrong, where, and what to do.</summary>
internal sealed class CommandFailedException(string message) : Exception(message);
