using System.IO.Compression;
using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Transactions;

/// <summary>Reads the transaction vectors, or skips the test where they are not.</summary>
internal static class VectorFiles
{
    public static string Folder()
    {
        Assert.SkipWhen(TestData.Folder is null, "The conformance data is not on this machine.");
        return TestData.Locate("evm", "vectors", "tx");
    }

    public static JsonElement ReadCompressed(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(Folder(), name));
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        return JsonDocument.Parse(unpacked).RootElement;
    }
}
