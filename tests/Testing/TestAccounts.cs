using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Testing;

/// <summary>Keys, a genesis and signed transactions for tests; the keys are the numbers 1, 2, 3 …</summary>
public static class TestAccounts
{
    /// <summary>The chain id of <see cref="Genesis"/>.</summary>
    public const long ChainId = 20_200;

    /// <summary>The cryptography of the tests.</summary>
    public static CryptoSuite Suite => CryptoSuites.Secp256k1;

    /// <summary>The signer whose private key is a small number.</summary>
    public static ISigner Signer(int key)
    {
        byte[] bytes = new byte[32];
        bytes[30] = (byte)(key >> 8);
        bytes[31] = (byte)key;
        return new Secp256k1Signer(bytes);
    }

    /// <summary>A genesis whose sealers are the keys 1 to <paramref name="sealers"/> and which funds the accounts of keys 101 to 150.</summary>
    public static Genesis Genesis(int sealers = 4) => new()
    {
        ChainId = ChainId,
        GroupId = 1,
        Timestamp = 1_700_000_000_000,
        Sealers = [.. Enumerable.Range(1, sealers).Select(key => Signer(key).Id)],
        ConsensusTimeoutMs = 2_000,
        Allocations = Enumerable.Range(101, 50)
            .ToDictionary(key => Signer(key).Address, _ => (UInt256)1_000_000_000_000_000_000),
    };

    /// <summary>A signed transfer on the Ethereum lane.</summary>
    public static Transaction Transfer(ISigner from, ulong nonce, Address to, ulong value = 1) => Sign(from, new UnsignedTransaction
    {
        Kind = TransactionKind.DynamicFee,
        ChainId = ChainId,
        Nonce = nonce,
        GasLimit = 21_000,
        To = to,
        Value = value,
    });

    /// <summary>A signed transfer on the FISCO lane.</summary>
    public static Transaction FiscoTransfer(ISigner from, ulong nonce, Address to, long blockLimit) => Sign(from, new UnsignedTransaction
    {
        Kind = TransactionKind.Fisco,
        ChainId = ChainId,
        GroupId = 1,
        Nonce = nonce,
        GasLimit = 100_000,
        BlockLimit = (ulong)blockLimit,
        To = to,
    });

    /// <summary>Signs any transaction.</summary>
    public static Transaction Sign(ISigner from, UnsignedTransaction request) =>
        TransactionSigner.Sign(request, from, Suite.Hash);

    /// <summary>A signed transaction with its sender.</summary>
    public static VerifiedTransaction Verified(ISigner from, Transaction transaction) => new(transaction, from.Address);
}
