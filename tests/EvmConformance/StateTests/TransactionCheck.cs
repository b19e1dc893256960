using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm;
using Ledger.Evm.Execution;
using Ledger.Evm.Gas;

namespace Ledger.EvmConformance.StateTests;

/// <summary>What the production decoder, sender recovery and validator say about the bytes of a transaction, whatever block and
/// account they meet: the sender has the right nonce and all the ether, the block takes any gas limit.</summary>
/// <param name="Refusal">Why the transaction is refused, or <see langword="null"/>.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Sender">Who signed it.</param>
/// <param name="IntrinsicGas">What it costs before it runs, in gas.</param>
internal sealed record TransactionCheck(string? Refusal, Hash256 Hash, Address Sender, long IntrinsicGas)
{
    /// <summary>The validator compares gas limits as unsigned numbers of 64 bits: this is the greatest.</summary>
    private const long AnyGasLimit = unchecked((long)ulong.MaxValue);

    private static readonly CryptoSuite Suite = CryptoSuites.Secp256k1;

    /// <summary>Checks bytes.</summary>
    public static TransactionCheck Of(byte[] raw, Fork fork)
    {
        TransactionDecodeError error = TransactionCodec.TryDecode(raw, Suite.Hash, out Transaction? transaction);
        if (transaction is null)
        {
            return Refuse(error.ToString());
        }

        return ChainRule.IsForAnotherChain(transaction) ? Refuse("for another chain")
            : !SenderRecovery.TryRecover(transaction, Suite.Signatures, out VerifiedTransaction? verified)
                ? Refuse("no sender can be recovered")
            : Validate(verified!, fork);
    }

    private static TransactionCheck Refuse(string reason) => new(reason, default, default, 0);

    private static TransactionCheck Validate(VerifiedTransaction transaction, Fork fork)
    {
        var rules = new ExecutionRules { Fork = fork, GasIsFree = false };
        WorldState state = new WorldState().With(
            transaction.Sender, UInt256.MaxValue, transaction.Transaction.Nonce.Low64);
        var block = new BlockEnvironment
        {
            Number = 1,
            Timestamp = 1,
            GasLimit = AnyGasLimit,
            ChainId = ChainRule.ChainId,
            BlockHash = static _ => default,
        };
        TransactionRefusal refusal = new TransactionValidator(rules, GasSchedules.For(fork))
            .Validate(state, block, transaction, out IntrinsicGas intrinsicGas);
        return new TransactionCheck(
            refusal == TransactionRefusal.None ? null : refusal.ToString(), transaction.Hash, transaction.Sender, intrinsicGas.Gas);
    }
}
