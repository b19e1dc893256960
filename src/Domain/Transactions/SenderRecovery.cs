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
        transaction.R.WriteBigEndian(seal);
        transaction.S.WriteBigEndian(seal[UInt256.SizeBytes..]);
        seal[SealSizeBytes - 1] = transaction.YParity;
        bool isValid = signatures.TryRecover(transaction.SigningHash, seal, out Address sender);
        verified = isValid ? new VerifiedTransaction(transaction, sender) : null;
        return isValid;
    }
}
