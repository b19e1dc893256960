namespace Ledger.Application.Errors;

/// <summary>An expected error: a code of the registry and what was wrong this time.</summary>
/// <param name="Code">The row of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">One sentence for people: what was wrong, with the values, and what to do.</param>
public sealed record LedgerError(ErrorCode Code, string Message)
{
    /// <summary>The bytes that a contract gave as its reason; empty for other errors.</summary>
    public ReadOnlyMemory<byte> RevertData { get; init; }
}
