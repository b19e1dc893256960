using Ledger.Node.Reads;

namespace Ledger.Testing.InMemory;

/// <summary>A leader that answers what it is told to.</summary>
public sealed class InMemoryReads : ILinearizableReads
{
    public bool IsOffered { get; set; } = true;

    /// <summary>The answer; none for a leader whose majority is silent.</summary>
    public ReadAnswer? Answer { get; set; } = new(2, "");

    public async Task<ReadAnswer> AskAsync(CancellationToken cancellation) =>
        Answer ?? await new TaskCompletionSource<ReadAnswer>().Task.WaitAsync(cancellation);
}
