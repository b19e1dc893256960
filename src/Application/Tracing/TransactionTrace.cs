using Ledger.Domain.Primitives;

namespace Ledger.Application.Tracing;

/// <summary>The trace of one transaction of a block.</summary>
/// <param name="Hash">The transaction.</param>
/// <param name="Json">The trace: a JSON value in UTF-8, in the shape of its tracer.</param>
public sealed record TransactionTrace(Hash256 Hash, ReadOnlyMemory<byte> Json);
