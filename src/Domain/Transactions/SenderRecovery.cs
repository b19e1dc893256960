using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>Finds the account that signed a transaction. Thread-safe; the costly step of intake, so callers run it in parallel.</summary>
public static class SenderRecovery
{
    private const int SealSizeBytes = 65;

    /// <summary>Recovers the sender.</summary>
    /// <param name="transaction">A decoded transaction.</param>
    /// <param name="signatures">The chain's signature scheme.</param>
    /// <param name="verified">The transaction with its sender, <see langword="null"/> when the signature is not valid.</param>
    public static bool TryRecover(
        Transaction transaction, ISignatureScheme signatures, out VerifiedTransaction? verified)
    {
        Span<byte> seal = stackalloc byte[SealSizeBytes];
        WriteSeal(transaction, seal);
        bool isValid = signatures.TryRecover(transaction.SigningHash, seal, out Address sender);
        verified = isValid ? new VerifiedTransaction(transaction, sender) : null;
        return isValid;
    }

    /// <summary>Recovers the senders of some transactions of a list, which a scheme may do faster than one by one.</summary>
    /// <param name="transactions">Decoded transactions.</param>
    /// <param name="first">Where in the list to begin.</param>
    /// <param name="verified">Takes as many as it has room for, <see langword="null"/> where a signature is not valid.</param>
    /// <param name="signatures">The chain's signature scheme.</param>
    public static void Recover(
        IReadOnlyList<Transaction> transactions, int first, Span<VerifiedTransaction?> verified, ISignatureScheme signatures)
    {
        var digests = new Hash256[verified.Length];
        byte[] seals = new byte[verified.Length * SealSizeBytes];
        var senders = new Address?[verified.Length];
        for (int i = 0; i < verified.Length; i++)
        {
            digests[i] = transactions[first + i].SigningHash;
            WriteSeal(transactions[first + i], seals.AsSpan(i * SealSizeBytes));
        }

        signatures.RecoverEach(digests, seals, senders);
        for (int i = 0; i < verified.Length; i++)
        {
            verified[i] = senders[i] is Address sender ? new VerifiedTransaction(transactions[first + i], sender) : null;
        }
    }

    private static void WriteSeal(Transaction transaction, Span<byte> seal)
    {
        transaction.R.WriteBigEndian(seal);
        transaction.S.WriteBigEndian(seal[UInt256.SizeBytes..]);
        seal[SealSizeBytes - 1] = transaction.YParity;
    }
}
