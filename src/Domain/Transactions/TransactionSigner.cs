using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Transactions;

/// <summary>Makes signed transactions of every format, as wallets and SDKs do.</summary>
public static class TransactionSigner
{
    private const int SealSizeBytes = 65;

    /// <summary>Signs; decoding the result's <see cref="Transaction.Raw"/> gives an equal transaction.</summary>
    /// <param name="request">What to sign.</param>
    /// <param name="signer">The sender's secp256k1 key.</param>
    /// <param name="hash">The chain's hash function.</param>
    /// <exception cref="ArgumentException">The format cannot be signed, or lacks what it needs.</exception>
    public static Transaction Sign(UnsignedTransaction request, ISigner signer, IHashFunction hash)
    {
        Check(request);
        using var writer = new RlpWriter(256 + request.Data.Length + request.ExtraData.Length);
        WriteFields(writer, request);
        Hash256 signingHash = request.Kind == TransactionKind.Legacy
            ? LegacyFormat.SigningHash(writer.WrittenSpan, request.ChainId, hash)
            : TransactionEnvelope.Hash(request.Kind, writer.WrittenSpan, [], hash);

        byte[] seal = signer.Sign(signingHash);
        if (seal.Length != SealSizeBytes)
        {
            throw new ArgumentException(
                $"A transaction is signed with secp256k1 ({SealSizeBytes} bytes); the signer made {seal.Length} bytes.",
                nameof(signer));
        }

        byte parity = seal[SealSizeBytes - 1];
        var signature = new SignatureValues(
            VOf(request, parity), UInt256.FromBigEndian(seal.AsSpan(0, 32)), UInt256.FromBigEndian(seal.AsSpan(32, 32)));
        signature.Write(writer);
        byte[] raw = TransactionEnvelope.Compose(request.Kind, writer.WrittenSpan, []);
        return Assemble(request, raw, signingHash, signature, parity, hash);
    }

    private static void Check(UnsignedTransaction request)
    {
        if (request.Kind is not (TransactionKind.Legacy or TransactionKind.AccessList
            or TransactionKind.DynamicFee or TransactionKind.SetCode or TransactionKind.Fisco))
        {
            throw new ArgumentException($"Transactions of kind {request.Kind} cannot be signed.", nameof(request));
        }

        if (request.ChainId is null && request.Kind != TransactionKind.Legacy)
        {
            throw new ArgumentException($"A transaction of kind {request.Kind} needs a chain id.", nameof(request));
        }

        if (request.Kind == TransactionKind.Legacy && request.ChainId > LegacyFormat.ChainIdMax)
        {
            throw new ArgumentException(
                $"Chain id {request.ChainId} is above {LegacyFormat.ChainIdMax}, the greatest of EIP-155.", nameof(request));
        }

        if (request.Kind != TransactionKind.Fisco && request.Nonce >= TransactionEnvelope.NonceEnd)
        {
            throw new ArgumentException(
                $"Nonce {request.Nonce} is not below {TransactionEnvelope.NonceEnd} (EIP-2681).", nameof(request));
        }

        if (request.Kind == TransactionKind.Fisco && request.Nonce == UInt256.MaxValue)
        {
            throw new ArgumentException("The greatest number is not a FISCO nonce.", nameof(request));
        }
    }

    private static void WriteFields(RlpWriter writer, UnsignedTransaction request)
    {
        switch (request.Kind)
        {
            case TransactionKind.Legacy:
                LegacyFormat.WriteFields(writer, request);
                break;
            case TransactionKind.Fisco:
                FiscoFormat.WriteFields(writer, request);
                break;
            default:
                TypedFormat.WriteFields(writer, request);
                break;
        }
    }

    private static UInt256 VOf(UnsignedTransaction request, byte parity) => request.Kind switch
    {
        TransactionKind.Legacy => LegacyFormat.V(request.ChainId, parity),
        TransactionKind.Fisco => FiscoFormat.V(parity),
        _ => (ulong)parity,
    };

    private static Transaction Assemble(
        UnsignedTransaction request,
        byte[] raw,
        in Hash256 signingHash,
        SignatureValues signature,
        byte parity,
        IHashFunction hash)
    {
        bool hasFeeCap = request.Kind is TransactionKind.DynamicFee or TransactionKind.SetCode;
        bool isFisco = request.Kind == TransactionKind.Fisco;
        return new Transaction
        {
            Kind = request.Kind,
            Raw = raw,
            Hash = hash.Hash(raw),
            SigningHash = signingHash,
            ChainId = request.ChainId,
            Nonce = request.Nonce,
            GasPrice = request.GasPrice,
            MaxPriorityFeePerGas = hasFeeCap ? request.MaxPriorityFeePerGas : request.GasPrice,
            GasLimit = request.GasLimit,
            To = request.To,
            Value = request.Value,
            Data = request.Data,
            AccessList = TransactionEnvelope.IsTyped(request.Kind) ? request.AccessList : [],
            AuthorizationList = request.Kind == TransactionKind.SetCode ? request.AuthorizationList : [],
            BlockLimit = isFisco ? request.BlockLimit : UInt256.Zero,
            GroupId = isFisco ? request.GroupId : UInt256.Zero,
            ExtraData = isFisco ? request.ExtraData : default,
            V = signature.V,
            R = signature.R,
            S = signature.S,
            YParity = parity,
        };
    }
}
