using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>One authorization tuple of EIP-7702: an account, the authority, lets its calls run the code of another account.</summary>
/// <remarks>A tuple whose signature recovers nobody is part of a valid transaction; execution passes over it.
/// <see cref="SigningHash"/> is always computed from the other members: <see cref="AuthorizationCodec"/> makes it.</remarks>
public sealed record Authorization
{
    /// <summary>The chain the authority meant; 0 is every chain.</summary>
    public required UInt256 ChainId { get; init; }

    /// <summary>The account whose code the authority's calls run; zero takes the delegation back.</summary>
    public required Address Address { get; init; }

    /// <summary>The authority's sequence number at which the tuple counts.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>The parity of the signature's y coordinate as sent; only 0 and 1 recover an account.</summary>
    public required byte YParity { get; init; }

    /// <summary>The r value of the signature, of any size.</summary>
    public required UInt256 R { get; init; }

    /// <summary>The s value of the signature, of any size; only the lower half of the range recovers an account (EIP-2).</summary>
    public required UInt256 S { get; init; }

    /// <summary>The digest that the authority signed.</summary>
    public required Hash256 SigningHash { get; init; }
}
