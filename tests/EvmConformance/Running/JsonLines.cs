using System.Text.Json;

namespace Ledger.EvmConformance.Running;

/// <summary>Writes one JSON line a case, as results come.</summary>
internal sealed class JsonLines : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter? _file;

    /// <summary>Opens the file; without one, lines go nowhere.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public JsonLines(string? path) => _file = path is null ? null : new StreamWriter(path);

    /// <summary>Writes a result.</summary>
    public void Write(CaseResult result)
    {
        if (_file is null)
        {
            return;
        }

        string line = JsonSerializer.Serialize(new
        {
            file = result.Test.File.Label,
            name = result.Test.Name,
            kind = result.Test.Kind,
            outcome = result.Verdict.Outcome.ToString(),
            reason = result.Verdict.Reason,
            milliseconds = Math.Round(result.Elapsed.TotalMilliseconds, 3),
        });
        lock (_lock)
        {
            _file.WriteLine(line);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
        }
    }
}
