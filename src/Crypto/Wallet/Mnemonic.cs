using System.Security.Cryptography;
using System.Text;
using Ledger.Crypto.Signatures;

namespace Ledger.Crypto.Wallet;

/// <summary>Accounts of a phrase of words, the same that MetaMask, hardhat and foundry derive from it.</summary>
public static class Mnemonic
{
    /// <summary>Length of a seed.</summary>
    public const int SeedBytes = 64;

    private const int Iterations = 2048;
    private const uint Purpose = 44;
    private const uint EthereumCoin = 60;

    /// <summary>Stretches a phrase to a seed (BIP-39, "From mnemonic to seed": PBKDF2, HMAC-SHA512, 2048 iterations).</summary>
    /// <param name="phrase">12, 15, 18, 21 or 24 lower-case English words; spaces around and between them do not matter.</param>
    /// <param name="passphrase">The optional extra word, in ASCII.</param>
    /// <exception cref="ArgumentException">The phrase has another form.</exception>
    public static byte[] ToSeed(string phrase, string passphrase = "")
    {
        byte[] words = Encoding.ASCII.GetBytes(Normalize(phrase));
        if (!Ascii.IsValid(passphrase))
        {
            throw new ArgumentException("Only ASCII passphrases are supported.", nameof(passphrase));
        }

        byte[] salt = Encoding.ASCII.GetBytes($"mnemonic{passphrase}");
        byte[] seed = Rfc2898DeriveBytes.Pbkdf2(words, salt, Iterations, HashAlgorithmName.SHA512, SeedBytes);
        CryptographicOperations.ZeroMemory(words);
        CryptographicOperations.ZeroMemory(salt);
        return seed;
    }

    /// <summary>The signer of account <paramref name="index"/>: BIP-32 path m/44'/60'/0'/0/index (BIP-44, SLIP-44).</summary>
    /// <param name="phrase">As <see cref="ToSeed"/> takes it.</param>
    /// <param name="index">0 for the first account.</param>
    /// <exception cref="ArgumentException">The phrase has another form, or the index is negative.</exception>
    public static Secp256k1Signer DeriveSigner(string phrase, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ReadOnlySpan<uint> path =
        [
            ExtendedPrivateKey.HardenedOffset + Purpose,
            ExtendedPrivateKey.HardenedOffset + EthereumCoin,
            ExtendedPrivateKey.HardenedOffset,
            0,
            (uint)index,
        ];
        byte[] seed = ToSeed(phrase);
        var key = ExtendedPrivateKey.FromSeed(seed);
        CryptographicOperations.ZeroMemory(seed);
        foreach (uint step in path)
        {
            using ExtendedPrivateKey parent = key;
            key = parent.Derive(step);
        }

        using ExtendedPrivateKey account = key;
        return new Secp256k1Signer(account.Key);
    }

    // The phrase itself never enters a message: it is a secret.
    private static string Normalize(string phrase)
    {
        string[] words = phrase.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is not (12 or 15 or 18 or 21 or 24))
        {
            throw new ArgumentException(
                $"A mnemonic has 12, 15, 18, 21 or 24 words, not {words.Length}.", nameof(phrase));
        }

        return words.All(word => word.All(char.IsAsciiLetterLower))
            ? string.Join(' ', words)
            : throw new ArgumentException("A mnemonic is written in lower-case English words.", nameof(phrase));
    }
}
