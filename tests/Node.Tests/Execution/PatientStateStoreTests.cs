using Ledger.Domain.State;
using Ledger.Node.Execution;
using Ledger.Node.Ports;
using Ledger.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests.Execution;

/// <summary>State reads of execution while the database comes and goes.</summary>
public sealed class PatientStateStoreTests
{
    private static readonly StateKey[] Keys = [StateKey.ForAccount(TestAccounts.Signer(101).Address)];

    private readonly HurriedTime _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_waits_longer_and_longer_until_the_database_is_back()
    {
        var store = new FailingStore(new IOException("The database is away."), failures: 3);
        var patient = new PatientStateStore(store, _time, NullLogger.Instance);
        Assert.Single(await patient.LoadAsync(Keys, 7, Cancellation));
        Assert.Equal(4, store.Reads);
        Assert.Equal([100.0, 200.0, 400.0], _time.Delays.Select(delay => delay.TotalMilliseconds));
    }

    [Fact]
    public async Task A_store_that_contradicts_itself_is_not_asked_again()
    {
        var store = new FailingStore(new StoreConflictException("The tail is damaged."), failures: 1);
        var patient = new PatientStateStore(store, _time, NullLogger.Instance);
        await Assert.ThrowsAsync<StoreConflictException>(() => patient.LoadAsync(Keys, 7, Cancellation));
        Assert.Equal(1, store.Reads);
    }

    private sealed class FailingStore(Exception error, int failures) : IStateStore
    {
        public int Reads { get; private set; }

        public Task<IReadOnlyList<ReadOnlyMemory<byte>>> LoadAsync(
            IReadOnlyList<StateKey> keys, long asOf, CancellationToken cancellation) => ++Reads <= failures
                ? Task.FromException<IReadOnlyList<ReadOnlyMemory<byte>>>(error)
                : Task.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>([default]);
    }

    /// <summary>A clock whose timers are due at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public List<TimeSpan> Delays { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Delays.Add(dueTime);
            callback(state);
            return new Spent();
        }

        private sealed class Spent : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => false;

            public void Dispose()
            {
                // It has fired.
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
