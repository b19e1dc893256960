using Microsoft.Extensions.Logging;

namespace Ledger.Simulation.Engine;

/// <summary>A node's log, written into the trace.</summary>
/// <param name="trace">The trace.</param>
/// <param name="name">The node.</param>
public sealed class TraceLog(Trace trace, string name) : ILoggerFactory, ILogger
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => trace.IsKept;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (trace.IsKept)
        {
            string why = exception is null ? string.Empty : $" ({exception.GetType().Name}: {exception.Message})";
            trace.Add($"{name} log {logLevel}: {formatter(state, exception)}{why}");
        }
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider)
    {
        // The trace is the only provider.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }
}
