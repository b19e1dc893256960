using System.Runtime.InteropServices;
using Ledger.Cli;
using Ledger.Cli.Terminals;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
{
    context.Cancel = true;
    stop.Cancel();
});

var terminal = new Terminal(Console.Out, Console.Error, Console.In) { IsInteractive = !Console.IsInputRedirected };
return await new Application(CommandTable.All(), terminal).RunAsync(args, stop.Token);
