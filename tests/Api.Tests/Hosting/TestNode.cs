using System.Net;
using System.Text;
using System.Text.Json;
using Ledger.Api.Configuration;
using Ledger.Api.Groups;
using Ledger.Crypto;
using Ledger.Testing.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Api.Tests.Hosting;

/// <summary>The real surfaces on a real Kestrel at a free port, over in-memory groups.</summary>
public sealed class TestNode : IAsyncDisposable
{
    /// <summary>What managing this node takes.</summary>
    public const string Token = "5f0b5dd0f1e04b7cb4f8f1a0a5b6c7d85f0b5dd0f1e04b7cb4f8f1a0a5b6c7d8";

    private readonly WebApplication _app;

    private TestNode(WebApplication app, KnownChain world, HttpClient client)
    {
        _app = app;
        World = world;
        Client = client;
        Groups = app.Services.GetRequiredService<TestGroups>();
    }

    public KnownChain World { get; }

    public HttpClient Client { get; }

    internal TestGroups Groups { get; }

    /// <summary>A node with group 1.</summary>
    public static Task<TestNode> StartAsync(CancellationToken cancellation) => StartAsync(cancellation, new KnownChain());

    /// <summary>A node with some groups, the first of which is its default one.</summary>
    public static async Task<TestNode> StartAsync(CancellationToken cancellation, params KnownChain[] worlds)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(HttpLimits.Apply);
        var options = new NodeOptions { Name = "node0" };
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(CryptoSuites.Secp256k1);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(provider => new TestGroups(options, provider.GetRequiredService<ILoggerFactory>(), worlds));
        builder.Services.AddSingleton<IGroups>(provider => provider.GetRequiredService<TestGroups>());
        builder.Services.AddSingleton<IGroupControl>(provider => provider.GetRequiredService<TestGroups>());
        builder.Services.AddSingleton(new AdminGate(Token));
        builder.Services.AddLedgerApi(["*"]);
        WebApplication app = builder.Build();
        app.MapLedgerApi();
        await app.StartAsync(cancellation);
        string url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new TestNode(app, worlds[0], new HttpClient { BaseAddress = new Uri(url) });
    }

    /// <summary>Posts a body and gives status and text.</summary>
    public async Task<(HttpStatusCode Status, string Text)> PostAsync(byte[] body, CancellationToken cancellation, string path = "/")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using HttpResponseMessage response = await Client.PostAsync(new Uri(path, UriKind.Relative), content, cancellation);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(cancellation));
    }

    /// <summary>Posts a JSON-RPC body that has an answer.</summary>
    public async Task<JsonElement> RpcAsync(string body, CancellationToken cancellation, string path = "/")
    {
        (HttpStatusCode status, string text) = await PostAsync(Encoding.UTF8.GetBytes(body), cancellation, path);
        Assert.Equal(HttpStatusCode.OK, status);
        return Parse(text);
    }

    /// <summary>Calls one method and gives its whole answer.</summary>
    public Task<JsonElement> CallAsync(string method, string parameters, CancellationToken cancellation) =>
        RpcAsync($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""", cancellation);

    /// <summary>From here on the client shows the node's token.</summary>
    public void BecomeAdmin() => Client.DefaultRequestHeaders.Authorization = new("Bearer", Token);

    /// <summary>Gets a path and gives status and JSON.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await Client.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        return (response.StatusCode, Parse(await response.Content.ReadAsStringAsync(cancellation)));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
