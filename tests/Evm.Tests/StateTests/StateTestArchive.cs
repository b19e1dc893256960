using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Ledger.Domain.Governance;
using Ledger.Testing;

namespace Ledger.Evm.Tests.StateTests;

/// <summary>Reads cases straight from an archive of Ethereum's state tests, in the order of the archive.</summary>
internal static class StateTestArchive
{
    /// <summary>The cases of an archive under <c>evm/statetests</c>; files of SLOW.txt only when asked for.</summary>
    public static IEnumerable<StateTestCase> Read(string archive, bool withSlow)
    {
        string path = TestData.Locate("evm", "statetests", archive);
        HashSet<string> slow = withSlow ? [] : SlowFiles();
        using FileStream file = File.OpenRead(path);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        while (tar.GetNextEntry() is TarEntry entry)
        {
            if (entry.DataStream is not Stream stream || slow.Any(entry.Name.EndsWith))
            {
                continue;
            }

            using var document = JsonDocument.Parse(stream);
            foreach (StateTestCase test in Cases(entry.Name, document))
            {
                yield return test;
            }
        }
    }

    /// <summary>The cases of one file.</summary>
    public static IEnumerable<StateTestCase> ReadFile(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        foreach (StateTestCase test in Cases(Path.GetFileName(path), document))
        {
            yield return test;
        }
    }

    private static IEnumerable<StateTestCase> Cases(string file, JsonDocument document) =>
        from test in document.RootElement.EnumerateObject()
        from post in test.Value.GetProperty("post").EnumerateObject()
        where Enum.TryParse(post.Name, out Fork _)
        from expected in post.Value.EnumerateArray()
        select new StateTestCase($"{file}:{test.Name}", Enum.Parse<Fork>(post.Name), test.Value, expected);

    // A line is: milliseconds, set, folder.file.
    private static HashSet<string> SlowFiles() =>
        [.. File.ReadLines(TestData.Locate("evm", "statetests", "SLOW.txt"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t', ' ')[^1].Replace('.', '/') + ".json")];
}
