using Ledger.Cli.Creation;
using Ledger.Crypto.Wallet;
using Ledger.Domain.Cryptography;

namespace Ledger.Cli.Wallets;

/// <summary>The accounts of the development chain's public mnemonic.</summary>
internal static class DevelopmentWallet
{
    /// <summary>The key of an account, at <c>m/44'/60'/0'/0/index</c> as wallets derive it (BIP-44).</summary>
    public static ISigner Account(int index) => Mnemonic.DeriveSigner(DevelopmentChain.Mnemonic, index);
}
