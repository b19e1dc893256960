namespace Ledger.Api.Tests.Hosting;

/// <summary>One started node for the tests of a class that change nothing.</summary>
public sealed class NodeFixture : IAsyncLifetime
{
    public TestNode Node { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Node = await TestNode.StartAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
