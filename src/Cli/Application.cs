using Ledger.Cli.CommandLine;
using Ledger.Cli.Rpc;
using Ledger.Cli.Terminals;

namespace Ledger.Cli;

/// <summary>Runs one command line and turns what goes wrong into one clear sentence and an exit code.</summary>
internal sealed class Application(IReadOnlyList<Command> commands, Terminal terminal)
{
    /// <summary>Runs what was typed.</summary>
    /// <returns>The exit code: see <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        if (words.Count == 0 || (words.Count == 1 && words[0] is "help" or "--help" or "-h"))
        {
            terminal.Text(HelpText.Overview(commands));
            return ExitCode.Success;
        }

        try
        {
            return await DispatchAsync(words, cancellation);
        }
        catch (UsageException problem)
        {
            terminal.Note($"ledger: {problem.Message}");
            terminal.Note("'ledger help' lists the commands, 'ledger COMMAND --help' the options of one.");
            return ExitCode.Usage;
        }
        catch (CommandFailedException problem)
        {
            terminal.Note($"ledger: {problem.Message}");
            return ExitCode.Failure;
        }
        catch (JsonRpcException problem)
        {
            terminal.Note($"ledger: {problem.Message}");
            terminal.Note("'ledger status' shows which nodes run, 'ledger logs' what they wrote.");
            return ExitCode.Failure;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private async Task<int> DispatchAsync(IReadOnlyList<string> words, CancellationToken cancellation)
    {
        IReadOnlyList<string> typed = words[0] is "--version" ? ["version"]
            : words[0] is "help" ? [.. words.Skip(1), "--help"]
            : words;
        Command command = CommandLineParser.FindCommand(commands, typed, out IReadOnlyList<string> rest);
        if (rest.Any(word => word is "--help" or "-h"))
        {
            terminal.Text(HelpText.Of(command));
            return ExitCode.Success;
        }

        return await command.Run(CommandLineParser.Parse(command, rest), terminal, cancellation);
    }
}
