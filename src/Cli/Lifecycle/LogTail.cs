using System.Text;
using Ledger.Cli.Terminals;

namespace Ledger.Cli.Lifecycle;

/// <summary>Prints the end of a growing text file, whole lines only.</summary>
internal sealed class LogTail(string path, string label)
{
    private long _position;
    private string _rest = "";

    /// <summary>Prints the last lines and remembers where they ended.</summary>
    public void PrintLast(int count, Terminal terminal)
    {
        foreach (string line in ReadNewLines().TakeLast(count))
        {
            Print(line, terminal);
        }
    }

    /// <summary>Prints the lines that were completed since.</summary>
    public void PrintNew(Terminal terminal)
    {
        foreach (string line in ReadNewLines())
        {
            Print(line, terminal);
        }
    }

    private void Print(string line, Terminal terminal) =>
        terminal.Line(label.Length == 0 ? line : $"{label} | {line}");

    private string[] ReadNewLines()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = stream.Length < _position ? 0 : _position;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string[] pieces = (_rest + reader.ReadToEnd()).Split('\n');
        _position = stream.Position;
        _rest = pieces[^1];
        return pieces[..^1];
    }
}
