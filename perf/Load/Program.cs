using System.Net.Sockets;
using Ledger.Crypto.Wallet;
using Ledger.Domain.Cryptography;
using Ledger.Load;
using Ledger.Load.Etcd;

if (args.Length == 1 && args[0] is "--help" or "-h")
{
    Console.WriteLine(LoadOptions.Help);
    return 0;
}

try
{
    var options = LoadOptions.Parse(args);
    ISigner funder = Mnemonic.DeriveSigner(options.Mnemonic, 0);
    (string text, string json) = options.Puts > 0 ? Both(new PutRun(options).Run(), report => report.ToJson())
        : options.Finality > 0
        ? Both(await new FinalityRun(options, funder, Console.Error).RunAsync(CancellationToken.None), report => report.ToJson())
        : options.Calls > 0
        ? Both(await new CallRun(options, funder, Console.Error).RunAsync(CancellationToken.None), report => report.ToJson())
        : Both(await new LoadRun(options, funder, Console.Error).RunAsync(CancellationToken.None), report => report.ToJson());
    Console.Write(text);
    if (options.JsonFile is not null)
    {
        await File.WriteAllTextAsync(options.JsonFile, json);
    }

    return 0;
}
catch (FormatException problem)
{
    Console.Error.WriteLine($"load: {problem.Message} --help lists the options.");
    return 2;
}
catch (Exception problem) when (problem is InvalidOperationException or HttpRequestException or IOException or SocketException)
{
    Console.Error.WriteLine($"load: {problem.Message}");
    return 1;
}

static (string Text, string Json) Both<T>(T report, Func<T, string> toJson)
    where T : notnull => (report.ToString()!, toJson(report));
