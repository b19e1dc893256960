using Ledger.Cli.Checks;
using Ledger.Cli.CommandLine;
using Ledger.Cli.Contracts;
using Ledger.Cli.Creation;
using Ledger.Cli.Demo;
using Ledger.Cli.Governance;
using Ledger.Cli.Groups;
using Ledger.Cli.Lifecycle;
using Ledger.Cli.Status;

namespace Ledger.Cli;

/// <summary>Every command, in the order in which the help lists them.</summary>
internal static class CommandTable
{
    /// <summary>The commands.</summary>
    public static IReadOnlyList<Command> All() =>
    [
        UpCommand.Create(),
        DemoCommand.Create(),
        StatusCommand.Create(),
        LogsCommand.Create(),
        DownCommand.Create(),
        ResetCommand.Create(),
        .. GroupCommands.Create(),
        DoctorCommand.Create(),
        CreateCommand.Create(),
        .. GovernanceCommands.Create(),
        .. AbiCommands.Create(),
        BenchArgumentsCommand.Create(),
        VersionCommand.Create(),
    ];
}
