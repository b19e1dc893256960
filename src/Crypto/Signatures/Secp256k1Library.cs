using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Ledger.Crypto.Signatures;

/// <summary>The functions of libsecp256k1 that the ledger uses, and the one context they share.</summary>
/// <remarks>The library's header allows concurrent calls on one context for every function that takes it as const;
/// only creating and randomizing need to be alone, and both are done before anyone sees the context. Every function
/// returns 1 for success. Wrong pointers make the library abort, so callers check each result before going on.</remarks>
internal static partial class Secp256k1Library
{
    public const int InternalPublicKeyBytes = 64;
    public const int InternalSignatureBytes = 65;
    public const int UncompressedPublicKeyBytes = 65;
    public const int CompressedPublicKeyBytes = 33;

    private const string FileName = "libsecp256k1.so.1";
    private const string PackageName = "libsecp256k1-1";
    private const int SeedBytes = 32;

    // SECP256K1_CONTEXT_SIGN | SECP256K1_CONTEXT_VERIFY: newer versions ignore the two bits, older ones need them.
    private const uint SignAndVerify = 0x301;
    private const uint UncompressedFlag = 0x002;
    private const uint CompressedFlag = 0x102;

    // Lazy, not a static constructor: a missing library then surfaces as its own exception at every use.
    private static readonly Lazy<nint> SharedContext = new(CreateContext);

    /// <summary>The shared context, immutable once created.</summary>
    /// <exception cref="NativeLibraryMissingException">The library is not installed.</exception>
    public static nint Context => SharedContext.Value;

    [LibraryImport(FileName, EntryPoint = "secp256k1_ecdsa_recoverable_signature_parse_compact")]
    public static partial int ParseRecoverable(
        nint context, Span<byte> signature, ReadOnlySpan<byte> compact, int recoveryId);

    [LibraryImport(FileName, EntryPoint = "secp256k1_ecdsa_recoverable_signature_serialize_compact")]
    public static partial int SerializeRecoverable(
        nint context, Span<byte> compact, out int recoveryId, ReadOnlySpan<byte> signature);

    [LibraryImport(FileName, EntryPoint = "secp256k1_ecdsa_sign_recoverable")]
    public static partial int SignRecoverable(
        nint context,
        Span<byte> signature,
        ReadOnlySpan<byte> digest,
        ReadOnlySpan<byte> privateKey,
        nint nonceFunction,
        nint nonceData);

    [LibraryImport(FileName, EntryPoint = "secp256k1_ecdsa_recover")]
    public static partial int Recover(
        nint context, Span<byte> publicKey, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> digest);

    [LibraryImport(FileName, EntryPoint = "secp256k1_ecdsa_signature_parse_compact")]
    public static partial int ParseSignature(nint context, Span<byte> signature, ReadOnlySpan<byte> compact);

    [LibraryImport(FileName, EntryPoint = "secp256k1_ecdsa_verify")]
    public static partial int Verify(
        nint context, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> publicKey);

    [LibraryImport(FileName, EntryPoint = "secp256k1_ec_pubkey_parse")]
    public static partial int ParsePublicKey(
        nint context, Span<byte> publicKey, ReadOnlySpan<byte> encoded, nuint encodedBytes);

    [LibraryImport(FileName, EntryPoint = "secp256k1_ec_pubkey_create")]
    public static partial int CreatePublicKey(nint context, Span<byte> publicKey, ReadOnlySpan<byte> privateKey);

    [LibraryImport(FileName, EntryPoint = "secp256k1_ec_seckey_tweak_add")]
    public static partial int AddToPrivateKey(nint context, Span<byte> privateKey, ReadOnlySpan<byte> tweak);

    /// <summary>Writes a public key, compressed or not according to the length of <paramref name="encoded"/>.</summary>
    public static void SerializePublicKey(nint context, Span<byte> encoded, ReadOnlySpan<byte> publicKey)
    {
        nuint length = (nuint)encoded.Length;
        uint flags = encoded.Length == CompressedPublicKeyBytes ? CompressedFlag : UncompressedFlag;
        _ = SerializePublicKey(context, encoded, ref length, publicKey, flags);
    }

    [LibraryImport(FileName, EntryPoint = "secp256k1_ec_pubkey_serialize")]
    private static partial int SerializePublicKey(
        nint context, Span<byte> encoded, ref nuint encodedBytes, ReadOnlySpan<byte> publicKey, uint flags);

    [LibraryImport(FileName, EntryPoint = "secp256k1_context_create")]
    private static partial nint Create(uint flags);

    [LibraryImport(FileName, EntryPoint = "secp256k1_context_randomize")]
    private static partial int Randomize(nint context, ReadOnlySpan<byte> seed);

    // Randomizing blinds the multiplications that touch private keys against side channels.
    private static nint CreateContext()
    {
        Span<byte> seed = stackalloc byte[SeedBytes];
        try
        {
            nint context = Create(SignAndVerify);
            RandomNumberGenerator.Fill(seed);
            return Randomize(context, seed) == 1
                ? context
                : throw new InvalidOperationException("libsecp256k1 refused to randomize its context.");
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new NativeLibraryMissingException(FileName, PackageName, missing);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }
}
