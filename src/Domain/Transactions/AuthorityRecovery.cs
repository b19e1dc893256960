using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>Finds the accounts that signed authorization tuples (EIP-7702). Thread-safe; as costly as <see cref="SenderRecovery"/>.</summary>
public static class AuthorityRecovery
{
    private const int SealSizeBytes = 65;

    /// <summary>Recovers the authority of one tuple.</summary>
    /// <returns>The account, or <see langword="null"/> when the signature is not valid or its s is in the upper half.</returns>
    public static Address? Recover(Authorization authorization, ISignatureScheme signatures)
    {
        Span<byte> seal = stackalloc byte[SealSizeBytes];
        authorization.R.WriteBigEndian(seal);
        authorization.S.WriteBigEndian(seal[UInt256.SizeBytes..]);
        seal[SealSizeBytes - 1] = authorization.YParity;
        return signatures.TryRecover(authorization.SigningHash, seal, out Address authority) ? authority : null;
    }

    /// <summary>Recovers the authorities of a list, one after the other.</summary>
    /// <returns>In the order of the list, <see langword="null"/> where a signature is not valid.</returns>
    public static Address?[] Recover(IReadOnlyList<Authorization> authorizations, ISignatureScheme signatures)
    {
        var authorities = new Address?[authorizations.Count];
        for (int i = 0; i < authorities.Length; i++)
        {
            authorities[i] = Recover(authorizations[i], signatures);
        }

        return authorities;
    }
}
