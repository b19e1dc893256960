using System.IO.Compression;
using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Transactions;

/// <summary>Reads the vectors, or skips the test where they are not.</summary>
internal static class VectorFiles
{
    public static string Folder(string topic = "tx")
    {
        Assert.SkipWhen(TestData.Folder is null, "The conformance data is not on this machine.");
        return TestData.Locate("evm", "vectors", topic);
    }

    public static JsonElement ReadCompressed(string name, string topic = "tx")
    {
        using FileStream file = File.OpenRead(Path.Combine(Folder(topic), name));
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        return JsonDocument.Parse(unpacked).RootElement;
    }
}
