using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Simulation.Engine;

/// <summary>What happened, line by line, for a person to read and for two runs to be compared.</summary>
/// <param name="scheduler">The simulated time.</param>
/// <param name="isKept">Whether lines are kept; a run without a trace pays nothing.</param>
public sealed class Trace(Scheduler scheduler, bool isKept)
{
    private readonly List<string> _lines = [];

    /// <summary>Whether lines are kept.</summary>
    public bool IsKept => isKept;

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>A digest of every line.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string line in _lines)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line));
            hash.AppendData("\n"u8);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Adds a line.</summary>
    public void Add(string line)
    {
        if (isKept)
        {
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{scheduler.Now.TotalMilliseconds,12:0.000} {line}"));
        }
    }

    /// <summary>Adds a line that is made only when it is kept.</summary>
    public void Add<T>(T value, Func<T, string> line)
    {
        if (isKept)
        {
            Add(line(value));
        }
    }
}
