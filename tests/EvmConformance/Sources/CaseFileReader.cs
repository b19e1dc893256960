using System.Formats.Tar;
using System.IO.Compression;

namespace Ledger.EvmConformance.Sources;

/// <summary>Reads the files of cases one after another, archives straight from their stream.</summary>
/// <remarks>Nothing that is wrong with a file stops it: the file comes with its problem instead of its bytes.</remarks>
internal static class CaseFileReader
{
    private const string Json = ".json";
    private const string CompressedJson = ".json.gz";
    private const string Archive = ".tar.gz";

    /// <summary>The files of folders and files, folders in the order of their names.</summary>
    public static IEnumerable<CaseFile> Read(IEnumerable<string> paths) =>
        paths.SelectMany(path => Directory.Exists(path) ? ReadFolder(path) : ReadFile(path, LabelOf(path)));

    private static IEnumerable<CaseFile> ReadFolder(string folder)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string parent = Path.GetDirectoryName(full) ?? full;
        return Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(Json, StringComparison.Ordinal)
                || path.EndsWith(CompressedJson, StringComparison.Ordinal)
                || path.EndsWith(Archive, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(path => ReadFile(path, Path.GetRelativePath(parent, path).Replace('\\', '/')));
    }

    // The folder of a single file is part of its name: it tells what the file is about.
    private static string LabelOf(string path)
    {
        string full = Path.GetFullPath(path);
        string folder = Path.GetFileName(Path.GetDirectoryName(full) ?? "");
        return folder.Length == 0 ? Path.GetFileName(full) : $"{folder}/{Path.GetFileName(full)}";
    }

    private static IEnumerable<CaseFile> ReadFile(string path, string label) =>
        path.EndsWith(Archive, StringComparison.Ordinal) ? ReadArchive(path, label) : [ReadSingle(path, label)];

    private static CaseFile ReadSingle(string path, string label)
    {
        try
        {
            return new CaseFile(label, Load(path)) { Sibling = name => LoadSibling(path, name) };
        }
        catch (Exception problem) when (IsProblemOfTheFile(problem))
        {
            return new CaseFile(label, [], problem.Message);
        }
    }

    private static byte[] Load(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (!path.EndsWith(CompressedJson, StringComparison.Ordinal))
        {
            return bytes;
        }

        using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        return ReadToEnd(packed);
    }

    private static byte[]? LoadSibling(string path, string name)
    {
        string sibling = Path.Combine(Path.GetDirectoryName(path) ?? "", name);
        return File.Exists(sibling) ? File.ReadAllBytes(sibling) : null;
    }

    private static IEnumerable<CaseFile> ReadArchive(string path, string label)
    {
        using var archive = new ArchiveReader(path, label);
        while (archive.TryReadNext(out CaseFile? file))
        {
            yield return file;
        }
    }

    private static byte[] ReadToEnd(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static bool IsProblemOfTheFile(Exception problem) =>
        problem is IOException or InvalidDataException or UnauthorizedAccessException or FormatException;

    private sealed class ArchiveReader(string path, string label) : IDisposable
    {
        private GZipStream? _packed;
        private TarReader? _entries;
        private bool _isAtEnd;

        public bool TryReadNext([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out CaseFile? file)
        {
            file = null;
            try
            {
                while (!_isAtEnd && file is null)
                {
                    file = ReadEntry();
                }
            }
            catch (Exception problem) when (IsProblemOfTheFile(problem))
            {
                _isAtEnd = true;
                file = new CaseFile(label, [], problem.Message);
            }

            return file is not null;
        }

        public void Dispose()
        {
            _entries?.Dispose();
            _packed?.Dispose();
        }

        private CaseFile? ReadEntry()
        {
            _packed ??= new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            _entries ??= new TarReader(_packed, leaveOpen: true);
            if (_entries.GetNextEntry() is not TarEntry entry)
            {
                // What follows the last entry is read too, so that a damaged end does not go unnoticed.
                _isAtEnd = true;
                _packed.CopyTo(Stream.Null);
                return null;
            }

            return entry.DataStream is Stream stream && entry.Name.EndsWith(Json, StringComparison.Ordinal)
                ? new CaseFile($"{label}/{entry.Name}", ReadToEnd(stream)) { Sibling = name => FindSibling(entry.Name, name) }
                : null;
        }

        private byte[]? FindSibling(string entryName, string name)
        {
            string wanted = entryName[..(entryName.LastIndexOf('/') + 1)] + name;
            using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var entries = new TarReader(packed);
            while (entries.GetNextEntry() is TarEntry entry)
            {
                if (entry.Name == wanted && entry.DataStream is Stream stream)
                {
                    return ReadToEnd(stream);
                }
            }

            return null;
        }
    }
}
