using Ledger.Infrastructure.EmbeddedServer;
using Ledger.Node.Ports;
using Ledger.Ordering;

if (args.Length == 1 && args[0] is "--help" or "-h")
{
    Console.WriteLine(OrderingOptions.Help);
    return 0;
}

try
{
    var options = OrderingOptions.Parse(args);
    OrderingReport report = await new OrderingRun(options, Console.Error).RunAsync(CancellationToken.None);
    Console.Write(report);
    if (options.JsonFile is not null)
    {
        await File.WriteAllTextAsync(options.JsonFile, report.ToJson());
    }

    return 0;
}
catch (FormatException problem)
{
    Console.Error.WriteLine($"ordering: {problem.Message} --help lists the options.");
    return 2;
}
catch (Exception problem) when (problem is InvalidOperationException or IOException or EmbeddedClusterException
    or StoreConflictException or OperationCanceledException)
{
    Console.Error.WriteLine($"ordering: {problem.Message}");
    return 1;
}
