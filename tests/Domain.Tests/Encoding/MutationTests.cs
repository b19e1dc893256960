using Ledger.Crypto;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Encoding;

/// <summary>Decoders face whatever a peer sends: any bytes give a value or a refusal, and a value has one encoding only.</summary>
public sealed class MutationTests
{
    private const int RlpCases = 100_000;
    private const int RecordCases = 25_000;

    /// <summary>What decoding a few hundred bytes may allocate: a fixed multiple of the longest sample.</summary>
    private const long AllocatedMaxBytes = 64 * 1024;

    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;

    private delegate byte[]? Recode(byte[] bytes);

    [Fact]
    public void Damaged_RLP_is_refused_or_is_the_one_form_of_another_value() =>
        Mutate(RlpTree.Random, bytes => RlpTree.IsOneItem(bytes) ? RlpTree.Copy(bytes) : null, RlpCases);

    [Fact]
    public void Damaged_headers_are_refused_or_are_another_headers_one_form() =>
        Mutate(random => HeaderCodec.Encode(Generators.Header(random)), bytes =>
            HeaderCodec.TryDecode(bytes, out BlockHeader? header) ? HeaderCodec.Encode(header!) : null);

    [Fact]
    public void Damaged_proposals_are_refused_or_are_another_proposals_one_form() =>
        Mutate(random => ProposalCodec.Encode(Generators.Proposal(random)), bytes =>
            ProposalCodec.TryDecode(bytes, out Proposal? proposal) ? ProposalCodec.Encode(proposal!) : null);

    [Fact]
    public void Damaged_accounts_are_refused_or_are_another_accounts_one_form() =>
        Mutate(random => AccountCodec.Encode(Generators.Account(random)), bytes =>
            AccountCodec.TryDecode(bytes, out Account account) ? AccountCodec.Encode(account) : null);

    [Theory]
    [InlineData(TransactionKind.Legacy)]
    [InlineData(TransactionKind.AccessList)]
    [InlineData(TransactionKind.DynamicFee)]
    [InlineData(TransactionKind.SetCode)]
    [InlineData(TransactionKind.Fisco)]
    public void Damaged_transactions_are_refused_or_are_another_transactions_one_form(TransactionKind kind) =>
        Mutate(
            random => TransactionSigner.Sign(Generators.Transaction(random, kind), new ScriptedSigner(random), Hash)
                .Raw.ToArray(),
            bytes => TransactionCodec.TryDecode(bytes, Hash, out Transaction? transaction) == TransactionDecodeError.None
                ? TransactionSigner.Sign(Transactions.Unsigned.Of(transaction!), new ScriptedSigner(transaction!), Hash)
                    .Raw.ToArray()
                : null);

    [Fact]
    public void The_longest_inputs_are_read_once_and_not_again_for_every_item()
    {
        // Anything quadratic would take 10^11 steps here and not come back.
        byte[] flat = new byte[TransactionCodec.MaxSizeBytes];
        RlpWriter.WriteListHeader(flat, flat.Length - 4);
        byte[] deep = [.. Enumerable.Repeat((byte)0xc1, TransactionCodec.MaxSizeBytes - 1), 0xc0];
        byte[] halves = [.. Enumerable.Range(0, TransactionCodec.MaxSizeBytes / 2).SelectMany(_ => (byte[])[0xc1, 0x80])];
        foreach (byte[] bytes in (byte[][])[flat, deep, halves, [0x02, .. flat[1..]], [0x01, .. deep[1..]]])
        {
            Assert.NotEqual(TransactionDecodeError.None, TransactionCodec.TryDecode(bytes, Hash, out _));
            Assert.False(HeaderCodec.TryDecode(bytes, out _));
            Assert.False(ProposalCodec.TryDecode(bytes, out _));
            Assert.False(AccountCodec.TryDecode(bytes, out _));
            new RlpReader(bytes).TrySkip();
            new RlpReader(bytes).TryCount(int.MaxValue, out _);
        }
    }

    private static void Mutate(Func<Random, byte[]> sample, Recode recode, int cases = RecordCases)
    {
        byte[][] samples = [.. Enumerable.Range(0, 64).Select(seed => sample(new Random(seed)))];
        Assert.All(samples, bytes => Assert.Equal(bytes, recode(bytes)));
        SeededCases.Run(cases, random =>
        {
            byte[] bytes = Damage(random, samples[random.Next(samples.Length)], samples);
            long before = GC.GetAllocatedBytesForCurrentThread();
            byte[]? again = recode(bytes);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= AllocatedMaxBytes, $"{bytes.Length} bytes made the decoder allocate {allocated}.");
            Assert.True(again is null || again.AsSpan().SequenceEqual(bytes), $"Two forms of one value: {Hex.Encode(bytes)}");
        });
    }

    private static byte[] Damage(Random random, byte[] sample, byte[][] samples)
    {
        byte[] bytes = [.. sample];
        for (int i = random.Next(4); i >= 0 && bytes.Length > 0; i--)
        {
            int place = random.Next(bytes.Length);
            switch (random.Next(6))
            {
                case 0:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes = bytes[..place];
                    break;
                case 3:
                    bytes = [.. bytes[..place], (byte)random.Next(256), .. bytes[place..]];
                    break;
                case 4:
                    bytes = [.. bytes[..place], .. bytes[Math.Min(bytes.Length, place + 1)..]];
                    break;
                default:
                    byte[] other = samples[random.Next(samples.Length)];
                    bytes = [.. bytes[..place], .. other[Math.Min(other.Length, place)..]];
                    break;
            }
        }

        return bytes;
    }
}
