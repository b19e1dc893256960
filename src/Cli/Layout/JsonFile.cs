using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Cli.CommandLine;

namespace Ledger.Cli.Layout;

/// <summary>Reads and writes the JSON documents of a chain's folder.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,

        // As the server reads its own file.
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Reads a document.</summary>
    /// <exception cref="CommandFailedException">The file is not one.</exception>
    public static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Options)
                ?? throw new CommandFailedException($"{path} is empty.");
        }
        catch (JsonException problem)
        {
            throw new CommandFailedException($"{path} cannot be read: {problem.Message}");
        }
    }

    /// <summary>Writes a document so that a reader sees the old one or the new one, never a half.</summary>
    public static void Write<T>(string path, T document)
    {
        string beside = path + ".new";
        File.WriteAllText(beside, JsonSerializer.Serialize(document, Options) + "\n");
        File.Move(beside, path, overwrite: true);
    }
}
