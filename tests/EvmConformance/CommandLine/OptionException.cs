namespace Ledger.EvmConformance.CommandLine;

/// <summary>A command line that cannot be understood; the message says what to change.</summary>
internal sealed class OptionException(string message) : Exception(message);
