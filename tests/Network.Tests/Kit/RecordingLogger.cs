using Microsoft.Extensions.Logging;

namespace Ledger.Network.Tests.Kit;

/// <summary>A log that a test can wait on: no line is missed and nothing is polled.</summary>
public sealed class RecordingLogger : ILogger<PeerNetwork>
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(string Part, TaskCompletionSource<string> Seen)> _waiting = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        string line = $"{eventId.Id} {formatter(state, exception)} {exception}";
        lock (_gate)
        {
            _lines.Add(line);
            foreach ((string part, TaskCompletionSource<string> seen) in _waiting)
            {
                if (line.Contains(part, StringComparison.Ordinal))
                {
                    seen.TrySetResult(line);
                }
            }
        }
    }

    /// <summary>The first line, past or to come, that contains <paramref name="part"/>.</summary>
    public Task<string> LineWithAsync(string part)
    {
        lock (_gate)
        {
            string? line = _lines.FirstOrDefault(one => one.Contains(part, StringComparison.Ordinal));
            var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (line is not null)
            {
                seen.SetResult(line);
            }

            _waiting.Add((part, seen));
            return seen.Task.InTimeAsync($"a log line with '{part}'", Shown);
        }
    }

    /// <summary>All lines so far, for the message of a failing test.</summary>
    public string Shown()
    {
        lock (_gate)
        {
            return string.Join('\n', _lines);
        }
    }
}
