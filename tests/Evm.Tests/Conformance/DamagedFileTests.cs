namespace Ledger.Evm.Tests.Conformance;

/// <summary>A file that cannot be read is one failure, whatever is wrong with it, and never ends the run.</summary>
public sealed class DamagedFileTests
{
    private static readonly string Good = OwnCase.File(new OwnCase());

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"a": {"env": {}, "pre": {}, "transaction": {}}}""")]
    [InlineData("""{"a": {"env": {}, "pre": {}, "transaction": {}, "post": []}}""")]
    public void A_file_without_cases_in_it_is_one_failure(string text)
    {
        using var folder = new CaseFolder();
        CommandResult result = folder.With("bad.json", text).With("good.json", Good).Run();
        Assert.Equal((1, "1 passed, 1 failed"), (result.ExitCode, result.Totals));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(60)]
    public void A_packed_file_that_is_cut_short_is_one_failure(int cutBytes)
    {
        using var folder = new CaseFolder();
        folder.With("good.json", Good).WithPacked("packed.json.gz", Good);
        Assert.Equal("2 passed, 0 failed", folder.Run().Totals);
        Assert.Equal("1 passed, 1 failed", folder.WithPacked("packed.json.gz", Good, cutBytes).Run().Totals);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void An_archive_that_is_cut_short_is_one_failure_besides_the_cases_before(int cutBytes)
    {
        using var folder = new CaseFolder();
        folder.WithArchive("all.tar.gz", 0, ("x/a.json", Good), ("x/b.json", Good), ("x/notes.md", "none"));
        Assert.Equal("2 passed, 0 failed", folder.Run().Totals);
        folder.WithArchive("all.tar.gz", cutBytes, ("x/a.json", Good), ("x/b.json", Good));
        CommandResult result = folder.Run();
        Assert.Equal((1, "2 passed, 1 failed"), (result.ExitCode, result.Totals));
    }

    [Fact]
    public void A_damaged_file_of_an_archive_leaves_the_others_alone()
    {
        using var folder = new CaseFolder();
        CommandResult result = folder
            .WithArchive("all.tar.gz", 0, ("a.json", Good), ("b.json", Good[..^20]), ("c.json", Good))
            .Run();
        Assert.Equal((1, "2 passed, 1 failed"), (result.ExitCode, result.Totals));
    }

    [Fact]
    public void A_filter_does_not_hide_a_damaged_file()
    {
        using var folder = new CaseFolder();
        folder.With("bad.json", "{").With("good.json", Good);
        Assert.Equal("1 passed, 1 failed", folder.Run("--filter", "good").Totals);
    }

    [Fact]
    public void A_file_beside_another_is_found_within_an_archive_too()
    {
        using var folder = new CaseFolder();
        const string Vectors = """[{"Name": "empty", "Input": "", "Expected": "", "Gas": 15}]""";
        const string Index = """{"echo.json": {"address": "0x04", "forks": "Frontier+", "expect": "success"}}""";
        Assert.Equal("0 passed, 1 failed", folder.WithArchive("p.tar.gz", 0, ("p/echo.json", Vectors)).Run().Totals);
        folder.WithArchive("p.tar.gz", 0, ("p/echo.json", Vectors), ("p/index.json", Index));
        Assert.Equal("1 passed, 0 failed", folder.Run().Totals);
        folder.WithArchive("p.tar.gz", 0, ("p/echo.json", Vectors.Replace("15", "16", StringComparison.Ordinal)), ("p/index.json", Index));
        Assert.Equal("0 passed, 1 failed", folder.Run().Totals);
    }
}
