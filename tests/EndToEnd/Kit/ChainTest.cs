namespace Ledger.EndToEnd.Kit;

/// <summary>A test on four nodes; shows their logs when it fails.</summary>
public abstract class ChainTest(FourNodes chain) : IClassFixture<FourNodes>, IDisposable
{
    /// <summary>How long a transaction may take to become final on four nodes that run.</summary>
    protected static readonly TimeSpan FinalWithin = TimeSpan.FromSeconds(30);

    /// <summary>How long a node may take to catch up.</summary>
    protected static readonly TimeSpan CatchUpWithin = TimeSpan.FromSeconds(60);

    /// <summary>The chain.</summary>
    protected FourNodes Chain { get; } = chain;

    /// <summary>Ends with the test.</summary>
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Chain.Logs());
        }

        GC.SuppressFinalize(this);
    }
}
