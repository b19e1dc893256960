using System.Text.Json.Serialization;
using Ledger.Api.Groups;
using Ledger.Application;
using Microsoft.OpenApi;

namespace Ledger.Api.Rest;

/// <summary>REST under <c>/api/v1</c> and its OpenAPI document at <c>/swagger</c>.</summary>
internal static class RestRegistration
{
    public const string DocumentName = "v1";

    /// <summary>How deep the JSON of requests and answers nests.</summary>
    public const int JsonDepthMax = 16;

    private const string SwaggerPath = "/swagger";
    private const string ResourceSuffix = "Resource";

    public static void AddLedgerRest(this IServiceCollection services)
    {
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.MaxDepth = JsonDepthMax;
            options.SerializerOptions.AllowDuplicateProperties = false;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
        });
        services.AddScoped<RequestGroup>();
        services.AddScoped(provider => provider.GetRequiredService<RequestGroup>().Dispatcher);
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc(DocumentName, new OpenApiInfo
            {
                Title = "Ledger",
                Version = DocumentName,
                Description = "Blocks, transactions, accounts, contracts, logs, groups and the node itself. What a group holds is at /api/v1/groups/{group}/…, "
                    + "and of the node's default group also at /api/v1/…. Errors are problem documents (RFC 9457) "
                    + "whose code is one of GET /api/v1/errors. Lists are paged: pass next as cursor; "
                    + $"a page holds at most {PageLimits.ItemsMax} items.",
            });
            swagger.OperationFilter<GroupParameterFilter>();
            swagger.CustomSchemaIds(SchemaId);
            swagger.SupportNonNullableReferenceTypes();
            swagger.NonNullableReferenceTypesAsRequired();
            swagger.IncludeXmlComments(typeof(RestRegistration).Assembly);
        });
    }

    public static void MapLedgerRest(this WebApplication app)
    {
        app.MapSwagger();
        app.UseWhen(context => context.Request.Path.StartsWithSegments(SwaggerPath), swagger => swagger.UseSwaggerUI());
        RouteGroupBuilder api = app.MapGroup("/api/v1");
        ChainEndpoints.MapErrors(api);
        GroupEndpoints.Map(api);
        MapGroup(api.MapGroup("").OfDefaultGroup());
        MapGroup(api.MapGroup($"/groups/{{{GroupScope.Parameter}}}").OfNamedGroup());
    }

    private static void MapGroup(RouteGroupBuilder api)
    {
        ChainEndpoints.Map(api);
        BlockEndpoints.Map(api);
        TransactionEndpoints.Map(api);
        AccountEndpoints.Map(api);
        AbiEndpoints.Map(api);
        LogEndpoints.Map(api);
    }

    // Clients are generated of the document: Block reads better there than BlockResource.
    private static string SchemaId(Type type)
    {
        string name = type.Name.Split('`')[0];
        string plain = name.EndsWith(ResourceSuffix, StringComparison.Ordinal) ? name[..^ResourceSuffix.Length] : name;
        return string.Concat(type.GetGenericArguments().Select(SchemaId)) + plain;
    }
}
