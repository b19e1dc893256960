using System.Security.Cryptography;
using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.Keys;

/// <summary>A node's secp256k1 private key on disk: 64 hexadecimal digits in a file that only its owner may read.</summary>
public static class NodeKeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const int DigitCount = Secp256k1.PrivateKeyBytes * 2;

    // The digits, perhaps 0x before them and a line end after them; anything longer is some other file.
    private const int FileBytesMax = DigitCount + 8;

    /// <summary>Reads the key of a node.</summary>
    /// <exception cref="NodeKeyException">The file is missing, may be read by others, or does not hold a private key.</exception>
    public static Secp256k1Signer Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new NodeKeyException(path, "does not exist. Create it, or set the path of the node's key.");
        }

        RefuseReadableByOthers(path);
        Span<byte> text = stackalloc byte[FileBytesMax + 1];
        Span<byte> key = stackalloc byte[Secp256k1.PrivateKeyBytes];
        try
        {
            ReadOnlySpan<byte> digits = ReadDigits(path, text);
            return digits.Length == DigitCount && Decode(digits, key) && Secp256k1.TryDerivePublicKey(key, out _)
                ? new Secp256k1Signer(key)
                : throw new NodeKeyException(
                    path, $"must hold {DigitCount} hexadecimal digits of a secp256k1 private key. Restore it from a backup.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Makes a new random key and writes it, readable by the owner only; never replaces a file.</summary>
    /// <exception cref="NodeKeyException">There is a file already.</exception>
    public static Secp256k1Signer Create(string path)
    {
        if (File.Exists(path))
        {
            throw new NodeKeyException(path, "exists already. Move it away first: a replaced key is lost for ever.");
        }

        Span<byte> key = stackalloc byte[Secp256k1.PrivateKeyBytes];
        try
        {
            Secp256k1Signer.FillNewKey(key);
            Write(path, key);
            return new Secp256k1Signer(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Reads the key, or makes one where there is none yet.</summary>
    /// <exception cref="NodeKeyException">The file may be read by others, or does not hold a private key.</exception>
    public static Secp256k1Signer LoadOrCreate(string path) => File.Exists(path) ? Load(path) : Create(path);

    private static void RefuseReadableByOthers(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
        {
            throw new NodeKeyException(
                path, $"may be read or written by others. Run: chmod 600 {path}; if it was readable for long, replace the key.");
        }
    }

    private static ReadOnlySpan<byte> ReadDigits(string path, Span<byte> text)
    {
        using FileStream file = File.OpenRead(path);
        int length = file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> digits = text[..length].Trim("\r\n\t "u8);
        return digits.StartsWith("0x"u8) ? digits[2..] : digits;
    }

    private static bool Decode(ReadOnlySpan<byte> digits, Span<byte> key) =>
        Convert.FromHexString(digits, key, out _, out int written) == System.Buffers.OperationStatus.Done
        && written == key.Length;

    // A crash leaves either no key file or a whole one: it is written beside its place, made durable, then moved there.
    private static void Write(string path, ReadOnlySpan<byte> key)
    {
        string draft = $"{path}.{Guid.NewGuid():n}.new";
        Span<byte> digits = stackalloc byte[DigitCount];
        try
        {
            _ = Convert.TryToHexStringLower(key, digits, out _);
            using (FileStream file = new(draft, NewFile()))
            {
                file.Write(digits);
                file.Write("\n"u8);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(digits);
            File.Delete(draft);
        }
    }

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }
}
