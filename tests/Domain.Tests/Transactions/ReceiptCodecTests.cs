using Ledger.Crypto;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Transactions;

public sealed class ReceiptCodecTests
{
    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;

    [Fact]
    public void The_eight_fields_stand_in_FISCO_BCOS_order() => SeededCases.Run(1_000, random =>
    {
        Receipt receipt = Generators.Receipt(random);
        Hash256 stateRoot = Generators.Hash(random);
        byte[] encoded = ReceiptCodec.Encode(receipt, stateRoot, Hash);
        Assert.Equal(Hash.Hash(encoded), ReceiptCodec.Hash(receipt, stateRoot, Hash));

        Assert.True(new RlpReader(encoded).TryReadOnlyList(out RlpReader fields));
        Assert.True(fields.TryReadHash(out Hash256 root) && root == stateRoot);
        Assert.True(fields.TryReadInt64(out long gasUsed) && gasUsed == receipt.GasUsed);
        Assert.True(fields.TryReadAddress(out Address created) && created == (receipt.ContractAddress ?? Address.Zero));
        Assert.True(fields.TryReadFixed(LogsBloom.SizeBytes, out ReadOnlySpan<byte> bloom));
        Assert.True(bloom.SequenceEqual(LogsBloom.Of(receipt.Logs, Hash).Bytes));
        Assert.True(fields.TryReadInt32(out int status) && status == (int)receipt.Status);
        Assert.True(fields.TryReadBytes(out ReadOnlySpan<byte> output) && output.SequenceEqual(receipt.Output.Span));
        Assert.True(fields.TryReadInt64(out long remaining) && remaining == receipt.RemainingGas);
        Assert.True(fields.TryReadList(out RlpReader logs) && fields.IsAtEnd);
        foreach (LogEntry log in receipt.Logs)
        {
            Assert.True(logs.TryReadList(out RlpReader parts));
            Assert.True(parts.TryReadAddress(out Address address) && address == log.Address);
            Assert.True(parts.TryReadList(out RlpReader topics));
            foreach (Hash256 topic in log.Topics)
            {
                Assert.True(topics.TryReadHash(out Hash256 read) && read == topic);
            }

            Assert.True(topics.IsAtEnd);
            Assert.True(parts.TryReadBytes(out ReadOnlySpan<byte> data) && data.SequenceEqual(log.Data.Span));
            Assert.True(parts.IsAtEnd);
        }

        Assert.True(logs.IsAtEnd);
    });
}
