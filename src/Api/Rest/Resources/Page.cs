namespace Ledger.Api.Rest.Resources;

/// <summary>One page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next" example="Yi4xMjM">The cursor of the next page; null on the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
