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
        WriteSeal(authorization, seal);
        return signatures.TryRecover(authorization.SigningHash, seal, out Address authority) ? authority : null;
    }

    /// <summary>Recovers the authorities of a list.</summary>
    /// <returns>In the order of the list, <see langword="null"/> where a signature is not valid.</returns>
    public static Address?[] Recover(IReadOnlyList<Authorization> authorizations, ISignatureScheme signatures)
    {
        var authorities = new Address?[authorizations.Count];
        Recover(authorizations, 0, authorities, signatures);
        return authorities;
    }

    /// <summary>Recovers the authorities of some tuples of a list, which a scheme may do faster than one by one.</summary>
    /// <param name="authorizations">The tuples.</param>
    /// <param name="first">Where in the list to begin.</param>
    /// <param name="authorities">Takes as many as it has room for, <see langword="null"/> where a signature is not valid.</param>
    /// <param name="signatures">The chain's signature scheme.</param>
    public static void Recover(
        IReadOnlyList<Authorization> authorizations, int first, Span<Address?> authorities, ISignatureScheme signatures)
    {
        var digests = new Hash256[authorities.Length];
        byte[] seals = new byte[authorities.Length * SealSizeBytes];
        for (int i = 0; i < authorities.Length; i++)
        {
            digests[i] = authorizations[first + i].SigningHash;
            WriteSeal(authorizations[first + i], seals.AsSpan(i * SealSizeBytes));
        }

        signatures.RecoverEach(digests, seals, authorities);
    }

    private static void WriteSeal(Authorization authorization, Span<byte> seal)
    {
        authorization.R.WriteBigEndian(seal);
        authorization.S.WriteBigEndian(seal[UInt256.SizeBytes..]);
        seal[SealSizeBytes - 1] = authorization.YParity;
    }
}
