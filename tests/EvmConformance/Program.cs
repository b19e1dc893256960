using Ledger.EvmConformance.CommandLine;

return Command.Run(args, Console.Out, Console.Error);
