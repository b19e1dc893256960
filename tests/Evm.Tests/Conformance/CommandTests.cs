using System.Text.Json;
using Ledger.Domain.Cryptography;
using Ledger.Testing;

namespace Ledger.Evm.Tests.Conformance;

/// <summary>The conformance command: what it runs, how it counts, and how it ends.</summary>
public sealed class CommandTests
{
    private const string AnotherHash = "0x0000000000000000000000000000000000000000000000000000000000000001";

    [Theory]
    [InlineData("")]
    [InlineData("--frobnicate")]
    [InlineData("--kind sudoku")]
    [InlineData("--fork Utopia")]
    [InlineData("--fork 5")]
    [InlineData("--jobs 0")]
    [InlineData("--jobs")]
    [InlineData("--timeout-ms soon")]
    [InlineData("--from heaven")]
    [InlineData("--filter (")]
    public void A_bad_command_line_ends_with_2_and_says_what_to_change(string options)
    {
        using var folder = new CaseFolder();
        folder.With("a.json", OwnCase.File(new OwnCase()));
        string[] arguments = options.Length == 0 ? [] : [folder.Path, .. options.Split(' ')];
        var result = CommandResult.Of(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("usage:", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_path_that_is_not_there_ends_with_2()
    {
        using var folder = new CaseFolder();
        Assert.Equal(2, CommandResult.Of(Path.Combine(folder.Path, "nothing.json")).ExitCode);
    }

    [Fact]
    public void Nothing_to_run_ends_with_2()
    {
        using var folder = new CaseFolder();
        CommandResult result = folder.With("notes.txt", "no case").Run();
        Assert.Equal((2, "0 passed, 0 failed"), (result.ExitCode, result.Totals));
    }

    [Fact]
    public void A_case_that_gives_what_it_must_passes()
    {
        using var folder = new CaseFolder();
        CommandResult result = folder.With("a.json", OwnCase.File(new OwnCase())).Run();
        Assert.Equal((0, "1 passed, 0 failed"), (result.ExitCode, result.Totals));
    }

    [Fact]
    public void A_wrong_root_wrong_logs_and_wrong_acceptance_fail_and_the_rest_goes_on()
    {
        using var folder = new CaseFolder();
        CommandResult result = folder.With("a.json", OwnCase.File(
            new OwnCase { Name = "root", Root = AnotherHash },
            new OwnCase { Name = "logs", Logs = AnotherHash },
            new OwnCase { Name = "accepted", IsRefused = true },
            new OwnCase { Name = "refused", GasLimit = "0x5207" },
            new OwnCase { Name = "rightly refused", GasLimit = "0x5207", IsRefused = true, Root = OwnCase.RootBefore },
            new OwnCase())).Run("--jobs", "2");
        Assert.Equal((1, "2 passed, 4 failed"), (result.ExitCode, result.Totals));
        Assert.Equal(["root", "logs", "accepted", "refused"], result.Output
            .Where(line => line.StartsWith("FAILED", StringComparison.Ordinal))
            .Select(line => line.Split(':', '[')[1].Trim()));
    }

    [Fact]
    public void A_refused_transaction_leaves_the_state_as_it_was()
    {
        using var folder = new CaseFolder();
        CommandResult result = folder.With("a.json", OwnCase.File(
            new OwnCase { GasLimit = "0x5207", IsRefused = true })).Run();
        Assert.Equal((1, "0 passed, 1 failed"), (result.ExitCode, result.Totals));
    }

    [Fact]
    public void Signed_bytes_are_decoded_unless_the_fields_are_asked_for()
    {
        ISigner signer = TestAccounts.Signer(1);
        var signed = new OwnCase
        {
            Sender = signer.Address.ToString(),
            Root = OwnCase.RootAfter(signer.Address.ToString()),
            TransactionBytes = OwnCase.Sign(signer),
        };
        using var folder = new CaseFolder();
        folder.With("a.json", OwnCase.File(
            signed with { Name = "right" },
            signed with { Name = "another sender", TransactionBytes = OwnCase.Sign(TestAccounts.Signer(2)) },
            signed with { Name = "another chain", TransactionBytes = OwnCase.Sign(signer, chainId: 2) },
            signed with { Name = "no transaction", TransactionBytes = "0xc0" }));
        CommandResult result = folder.Run("--from", "txbytes");
        Assert.Equal((1, "1 passed, 3 failed"), (result.ExitCode, result.Totals));
        result = folder.Run("--from", "fields");
        Assert.Equal((0, "4 passed, 0 failed"), (result.ExitCode, result.Totals));
    }

    [Fact]
    public void A_byte_order_mark_is_no_damage()
    {
        using var folder = new CaseFolder();
        Assert.Equal("1 passed, 0 failed", folder.With("a.json", "\uFEFF" + OwnCase.File(new OwnCase())).Run().Totals);
    }

    [Fact]
    public void A_case_that_throws_is_a_failure()
    {
        using var folder = new CaseFolder();
        CommandResult result = folder.With("a.json", OwnCase.File(
            new OwnCase { Name = "throws", Root = "0x12" }, new OwnCase())).Run();
        Assert.Equal((1, "1 passed, 1 failed"), (result.ExitCode, result.Totals));
    }

    [Fact]
    public void Differences_are_shown_account_by_account_when_asked_for()
    {
        using var folder = new CaseFolder();
        folder.With("a.json", OwnCase.File(new OwnCase { Root = AnotherHash }));
        Assert.DoesNotContain(folder.Run().Output, line => line.Contains("nonce", StringComparison.Ordinal));
        IReadOnlyList<string> shown = folder.Run("--diff").Output;
        Assert.Contains(shown, line => line.Contains("before -> after", StringComparison.Ordinal));
        Assert.Contains(shown, line => line.EndsWith("a1: nonce 0 -> 1", StringComparison.Ordinal));
    }

    [Fact]
    public void Cases_of_unknown_forks_are_skipped_and_counted_or_failed_on_request()
    {
        using var folder = new CaseFolder();
        folder.With("a.json", OwnCase.File(new OwnCase { Name = "utopian", Fork = "Utopia" }, new OwnCase()));
        CommandResult result = folder.Run();
        Assert.Equal((0, "1 passed, 0 failed, 1 skipped"), (result.ExitCode, result.Totals));
        result = folder.Run("--no-skip");
        Assert.Equal((1, "1 passed, 1 failed"), (result.ExitCode, result.Totals));
        Assert.Equal(2, folder.Run("--filter", "utopian").ExitCode);
    }

    [Fact]
    public void Fork_filter_and_exclude_choose_cases()
    {
        using var folder = new CaseFolder();
        folder.With("a.json", OwnCase.File(
            new OwnCase { Name = "one" },
            new OwnCase { Name = "two" },
            new OwnCase { Name = "three", Fork = "Shanghai" },
            new OwnCase { Name = "four", Fork = "Utopia" }));
        Assert.Equal("2 passed, 0 failed", folder.Run("--fork", "Cancun").Totals);
        Assert.Equal("3 passed, 0 failed", folder.Run("--fork", "cancun,Shanghai").Totals);
        Assert.Equal("3 passed, 0 failed, 1 skipped", folder.Run("--fork", "all").Totals);
        Assert.Equal("2 passed, 0 failed", folder.Run("--filter", "a.json:t").Totals);
        Assert.Equal("1 passed, 0 failed", folder.Run("--filter", "a.json:t", "--exclude", "Shanghai").Totals);
    }

    [Fact]
    public void Kind_chooses_files_and_no_kind_is_a_failure()
    {
        using var folder = new CaseFolder();
        folder.With("state/a.json", OwnCase.File(new OwnCase()))
            .With("rlp/b.json", """{"dog": {"in": "dog", "out": "0x83646f67"}, "bad": {"in": "INVALID", "out": "0x8100"}}""");
        Assert.Equal("3 passed, 0 failed", folder.Run().Totals);
        Assert.Equal("2 passed, 0 failed", folder.Run("--kind", "rlp").Totals);
        Assert.Equal("1 passed, 0 failed", folder.Run("--kind", "state").Totals);
        Assert.Equal("3 passed, 1 failed", folder.With("c.json", """{"what": {"is": "this"}}""").Run().Totals);
    }

    [Fact]
    public void Failures_are_listed_up_to_the_number_asked_for()
    {
        using var folder = new CaseFolder();
        folder.With("a.json", OwnCase.File(Enumerable.Range(0, 5).Select(i => new OwnCase { Name = $"{i}", Root = AnotherHash })));
        CommandResult result = folder.Run("--list-failures", "2");
        Assert.Equal(2, result.Output.Count(line => line.StartsWith("FAILED", StringComparison.Ordinal)));
        Assert.Contains(result.Output, line => line.StartsWith("and 3 more", StringComparison.Ordinal));
        Assert.Equal("0 passed, 5 failed", result.Totals);
    }

    [Fact]
    public void Every_case_gets_a_json_line_and_every_folder_a_row()
    {
        using var folder = new CaseFolder();
        string lines = Path.Combine(folder.Path, "results.jsonl");
        CommandResult result = folder.With("one/a.json", OwnCase.File(new OwnCase()))
            .With("two/b.json", OwnCase.File(new OwnCase { Root = AnotherHash }))
            .Run("--out", lines, "--by-folder");
        Assert.Equal(["Failed", "Passed"], File.ReadLines(lines)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("outcome").GetString())
            .Order(StringComparer.Ordinal));
        Assert.Matches("^ +1 +0 +0  .*/one$", result.Output.Single(line => line.EndsWith("/one", StringComparison.Ordinal)));
        Assert.Matches("^ +0 +1 +0  .*/two$", result.Output.Single(line => line.EndsWith("/two", StringComparison.Ordinal)));
    }
}
