using System.Security.Cryptography;
using System.Text;

namespace Ledger.Api.Groups;

/// <summary>The token that managing a node takes: 64 hexadecimal digits in a file that only its owner may read.</summary>
internal static class AdminTokenFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int TokenBytes = 32;

    /// <summary>Reads the token, or draws one where there is none yet.</summary>
    /// <exception cref="InvalidDataException">The file may be read by others, or holds no token.</exception>
    public static string LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            throw new InvalidDataException($"{path} may be used by others. Delete it, and the node draws a new token when it starts.");
        }

        string text = File.ReadAllText(path).Trim();
        return text.Length == 2 * TokenBytes && text.All(char.IsAsciiHexDigit)
            ? text
            : throw new InvalidDataException(
                $"{path} must hold {2 * TokenBytes} hexadecimal digits. Delete it, and the node draws a new token when it starts.");
    }

    // A crash leaves either no file or a whole one: it is written beside its place, made durable, then moved there.
    private static void Create(string path)
    {
        string draft = $"{path}.{Guid.NewGuid():n}.new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(draft, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes))));
            stream.Write("\n"u8);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
    }
}
