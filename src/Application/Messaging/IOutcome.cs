using Ledger.Application.Errors;

namespace Ledger.Application.Messaging;

/// <summary>An answer that can be made of an error, whatever its value would have been.</summary>
/// <typeparam name="TSelf">The answer's own type.</typeparam>
public interface IOutcome<out TSelf>
{
    /// <summary>The answer that carries an error.</summary>
    static abstract TSelf Failed(LedgerError error);
}
