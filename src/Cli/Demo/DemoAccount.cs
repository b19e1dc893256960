using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Cli.Demo;

/// <summary>An account that sends in the demo.</summary>
internal sealed class DemoAccount(ISigner signer, ulong nonce)
{
    private ulong _nonce = nonce;

    /// <summary>Its address.</summary>
    public Address Address => signer.Address;

    /// <summary>Its key.</summary>
    public ISigner Signer => signer;

    /// <summary>The nonce of its next transaction; every call gives the next one.</summary>
    public ulong TakeNonce() => _nonce++;
}
