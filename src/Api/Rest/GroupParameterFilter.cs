using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Ledger.Api.Rest;

/// <summary>Documents the group in the path of operations whose handlers need not know of it.</summary>
internal sealed class GroupParameterFilter : IOperationFilter
{
    private const string InPath = "{" + GroupScope.Parameter + "}";

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        operation.Parameters ??= [];
        if (context.ApiDescription.RelativePath?.Contains(InPath, StringComparison.Ordinal) == true
            && operation.Parameters.All(parameter => parameter.Name != GroupScope.Parameter))
        {
            operation.Parameters.Insert(0, new OpenApiParameter
            {
                Name = GroupScope.Parameter,
                In = ParameterLocation.Path,
                Required = true,
                Description = "The group's number.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            });
        }
    }
}
