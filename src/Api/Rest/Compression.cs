using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Ledger.Api.Rest;

/// <summary>Compresses answers that are worth it.</summary>
internal static class Compression
{
    public static void AddLedgerCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json"];
        });
        services.Replace(ServiceDescriptor.Singleton<IResponseCompressionProvider, LargeAnswerCompressionProvider>());
    }

    /// <summary>Leaves short answers alone: one packet costs less than compressing it.</summary>
    private sealed class LargeAnswerCompressionProvider(
        IServiceProvider services, IOptions<ResponseCompressionOptions> options)
        : ResponseCompressionProvider(services, options)
    {
        private const int CompressedMinBytes = 1400;

        public override bool ShouldCompressResponse(HttpContext context) =>
            context.Response.ContentLength is not < CompressedMinBytes && base.ShouldCompressResponse(context);
    }
}
