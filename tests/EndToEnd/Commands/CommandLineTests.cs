using Ledger.Cli;
using Ledger.Cli.CommandLine;
using Ledger.Cli.Terminals;

namespace Ledger.EndToEnd.Commands;

/// <summary>What the user types and what comes back when it makes no sense.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("nonsense", "there is no command 'nonsense'")]
    [InlineData("chain", "'chain' needs a second word, such as 'chain create'")]
    [InlineData("up --bogus", "unknown option --bogus")]
    [InlineData("up --nodes", "--nodes needs a value: --nodes N")]
    [InlineData("up --nodes four --dir /nonexistent/a", "--nodes takes a number from 1 to 32, not 'four'")]
    [InlineData("up --nodes 33 --dir /nonexistent/a", "--nodes takes a number from 1 to 32, not '33'")]
    [InlineData("up --nodes 4 --nodes 5", "--nodes is given twice")]
    [InlineData("up extra", "'extra' is one word too many")]
    [InlineData("up --fork osaka --dir /nonexistent/a", "--fork knows istanbul, berlin, london, paris, shanghai, cancun, prague, not 'osaka'")]
    [InlineData("up --fork 3 --dir /nonexistent/a", "--fork knows istanbul, berlin, london, paris, shanghai, cancun, prague, not '3'")]
    [InlineData("reset --yes=1", "--yes takes no value")]
    [InlineData("chain create --hosts a", "--dir is missing")]
    [InlineData("group", "'group' needs a second word, such as 'group list'")]
    [InlineData("group start", "name the group by its number, 1 to 32767")]
    [InlineData("group stop two", "name the group by its number, 1 to 32767")]
    [InlineData("abi", "'abi' needs a second word, such as 'abi list'")]
    [InlineData("abi add 0x12 --file a", "name the contract by its address")]
    [InlineData("abi add 0x5b38da6a701c568545dcfcb03fcb875f56beddc4", "--file is missing")]
    [InlineData("group create 32768", "name the group by its number, 1 to 32767")]
    public async Task A_wrong_command_line_is_explained_and_ends_with_two(string line, string explanation)
    {
        (int code, _, string errors) = await RunAsync(line);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(explanation, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_every_command_that_is_not_hidden()
    {
        (int code, string output, _) = await RunAsync("help");

        Assert.Equal(ExitCode.Success, code);
        Assert.All(
            CommandTable.All().Where(command => !command.IsHidden),
            command => Assert.Contains($"  {command.Name} ", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_command_explains_each_of_its_options()
    {
        foreach (Command command in CommandTable.All())
        {
            (int code, string output, _) = await RunAsync($"{command.Name} --help");

            Assert.Equal(ExitCode.Success, code);
            Assert.All(command.Options, option => Assert.Contains(option.Help, output, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_value_may_follow_a_space_or_an_equals_sign()
    {
        Command up = CommandTable.All().First(command => command.Name == "up");

        Arguments spaced = CommandLineParser.Parse(up, ["--nodes", "7"]);
        Arguments joined = CommandLineParser.Parse(up, ["--nodes=7"]);
        Arguments absent = CommandLineParser.Parse(up, []);

        Assert.Equal(7, spaced.Number("--nodes", 1, 32));
        Assert.Equal(7, joined.Number("--nodes", 1, 32));
        Assert.Equal(4, absent.Number("--nodes", 1, 32));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string line)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        var application = new Application(CommandTable.All(), new Terminal(output, errors, TextReader.Null));
        int code = await application.RunAsync(line.Split(' '), TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }
}
