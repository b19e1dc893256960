using System.Text.RegularExpressions;

namespace Ledger.Architecture.Tests;

/// <summary>What people read, and what starts the product, is true on every machine.</summary>
public sealed partial class TextTests
{
    private static readonly string[] TopFiles = ["README.md", "Makefile", "ledger", ".ci/run"];

    [Fact]
    public void Texts_name_no_path_of_one_machine() => Finding.AssertNone(
        from path in TextFiles()
        from line in File.ReadAllLines(path).Index()
        where MachinePath().IsMatch(line.Item)
        select new Finding(
            Repository.Relative(path), line.Index + 1, "names a path of one machine. Write it from the root of the repository."));

    [Fact]
    public void Decisions_are_numbered_without_gaps_or_doubles()
    {
        string[] numbers = [.. Repository.Files("*.md", "docs/adr")
            .Select(path => Path.GetFileName(path))
            .Where(name => char.IsAsciiDigit(name[0]))
            .Select(name => name[..4])];
        Assert.Equal(Enumerable.Range(1, numbers.Length).Select(number => $"{number:d4}"), numbers);
    }

    private static IEnumerable<string> TextFiles() => Repository.Files("*.md", "docs", "src", "tests", "perf", "docker")
        .Concat(TopFiles.Select(file => Path.Combine(Repository.Root, file)).Where(File.Exists));

    [GeneratedRegex(@"(?<![\w.~$}/:-])/(home|root|Users|mnt|work)/\w|[A-Z]:\\Users\\")]
    private static partial Regex MachinePath();
}
