using Ledger.Api;
using Ledger.Api.Composition;
using Ledger.Api.Configuration;
using Ledger.Application;

if (args is [DatabaseCommand.Name, ..])
{
    return await DatabaseCommand.RunAsync(args[1..], CancellationToken.None);
}

var stopTimeout = TimeSpan.FromSeconds(30);

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
(NodeOptions? options, IReadOnlyList<string> errors) = NodeConfiguration.Load(builder.Configuration);
if (options is null)
{
    foreach (string error in errors)
    {
        await Console.Error.WriteLineAsync(error);
    }

    return 1;
}

builder.Logging.ClearProviders();
// A line for every request would drown what the node says and cost more than serving it.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
// With any level enabled here the host makes an activity and a log scope for every request.
builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
if (string.Equals(builder.Configuration["Logging:Format"], "json", StringComparison.OrdinalIgnoreCase))
{
    builder.Logging.AddJsonConsole();
}
else
{
    builder.Logging.AddSimpleConsole(console =>
    {
        console.SingleLine = true;
        console.UseUtcTimestamp = true;
        console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
    });
}

builder.WebHost.UseUrls(options.HttpUrl).ConfigureKestrel(HttpLimits.Apply);
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = stopTimeout);
builder.Services.AddSingleton(options);
builder.Services.AddLedgerApplication();
builder.Services.AddLedgerApi(options.CorsOrigins);
builder.AddLedgerNode();

WebApplication app = builder.Build();
if (await app.OpenNodeAsync(CancellationToken.None) is string hindrance)
{
    app.Logger.NodeFailed(options.Name, hindrance);
    await app.DisposeAsync();
    return 1;
}

app.MapLedgerApi();
app.Lifetime.ApplicationStarted.Register(() => app.Logger.NodeServes(options.Name, string.Join(", ", app.Urls)));
app.Lifetime.ApplicationStopping.Register(() => app.Logger.NodeStops(options.Name));
await app.RunAsync();
return 0;
