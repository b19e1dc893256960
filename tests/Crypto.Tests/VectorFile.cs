using System.IO.Compression;
using System.Text.Json;
using Ledger.Testing;

namespace Ledger.Crypto.Tests;

/// <summary>Published vectors that stand beside the repository; a test skips, saying so, where they are missing.</summary>
internal static class VectorFile
{
    public static JsonElement Load(params string[] parts)
    {
        if (TestData.Folder is null)
        {
            Assert.Skip($"The conformance data is not here; set {TestData.Variable} to its folder.");
        }

        using Stream file = File.OpenRead(TestData.Locate(parts));
        using Stream json = parts[^1].EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static string Text(this JsonElement vector, string property) => vector.GetProperty(property).GetString()!;

    public static byte[] Bytes(this JsonElement vector, string property) =>
        Domain.Encoding.Hex.Decode(vector.Text(property));
}
