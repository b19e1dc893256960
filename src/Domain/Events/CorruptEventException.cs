namespace Ledger.Domain.Events;

/// <summary>A stored event does not say what this ledger would have written: the store was changed or damaged.</summary>
/// <remarks>A broken invariant: the node stops the group rather than answer from such a store.</remarks>
/// <param name="message">Which event, which property, and what is wrong with it.</param>
public sealed class CorruptEventException(string message) : Exception(message);
