using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Ledger.Evm.Tests.Conformance;

/// <summary>A folder of test files that lasts as long as a test, and the command run on it.</summary>
internal sealed class CaseFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-conformance-");

    /// <summary>The folder.</summary>
    public string Path => _folder.FullName;

    /// <summary>Writes a file as it is.</summary>
    public CaseFolder With(string name, string text)
    {
        string path = System.IO.Path.Combine(Path, name);
        _ = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>Writes a file packed with gzip, and cuts off its end.</summary>
    public CaseFolder WithPacked(string name, string text, int cutBytes = 0)
    {
        byte[] packed = Pack(Encoding.UTF8.GetBytes(text));
        File.WriteAllBytes(System.IO.Path.Combine(Path, name), packed[..^cutBytes]);
        return this;
    }

    /// <summary>Writes an archive, and cuts off its end.</summary>
    public CaseFolder WithArchive(string name, int cutBytes, params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new TarWriter(bytes, leaveOpen: true))
        {
            foreach ((string entry, string text) in entries)
            {
                archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entry)
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                });
            }
        }

        File.WriteAllBytes(System.IO.Path.Combine(Path, name), Pack(bytes.ToArray())[..^cutBytes]);
        return this;
    }

    /// <summary>Runs the command on the folder.</summary>
    public CommandResult Run(params string[] options) => CommandResult.Of([Path, .. options]);

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
