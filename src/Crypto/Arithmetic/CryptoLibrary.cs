using System.Runtime.InteropServices;

namespace Ledger.Crypto.Arithmetic;

/// <summary>The big-number functions of OpenSSL's libcrypto that the ledger uses.</summary>
internal static partial class CryptoLibrary
{
    public const string FileName = "libcrypto.so.3";
    public const string PackageName = "libssl3";

    [LibraryImport(FileName, EntryPoint = "BN_CTX_new")]
    public static partial nint NewContext();

    [LibraryImport(FileName, EntryPoint = "BN_CTX_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(FileName, EntryPoint = "BN_new")]
    public static partial nint NewNumber();

    [LibraryImport(FileName, EntryPoint = "BN_free")]
    public static partial void FreeNumber(nint number);

    [LibraryImport(FileName, EntryPoint = "BN_bin2bn")]
    public static partial nint ReadBigEndian(ReadOnlySpan<byte> bytes, int length, nint target);

    [LibraryImport(FileName, EntryPoint = "BN_bn2binpad")]
    public static partial int WriteBigEndian(nint number, Span<byte> bytes, int length);

    [LibraryImport(FileName, EntryPoint = "BN_mod_exp")]
    public static partial int ModularPower(nint result, nint value, nint exponent, nint modulus, nint context);
}
