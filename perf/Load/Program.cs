using Ledger.Crypto.Wallet;
using Ledger.Load;

if (args.Length == 1 && args[0] is "--help" or "-h")
{
    Console.WriteLine(LoadOptions.Help);
    return 0;
}

try
{
    var options = LoadOptions.Parse(args);
    LoadReport report = await new LoadRun(options, Mnemonic.DeriveSigner(options.Mnemonic, 0), Console.Error)
        .RunAsync(CancellationToken.None);
    Console.Write(report);
    if (options.JsonFile is not null)
    {
        await File.WriteAllTextAsync(options.JsonFile, report.ToJson());
    }

    return 0;
}
catch (FormatException problem)
{
    Console.Error.WriteLine($"load: {problem.Message} --help lists the options.");
    return 2;
}
catch (Exception problem) when (problem is InvalidOperationException or HttpRequestException or IOException)
{
    Console.Error.WriteLine($"load: {problem.Message}");
    return 1;
}
