using Ledger.Crypto;
using Ledger.Domain.Blocks;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Blocks;

public sealed class LogsBloomTests
{
    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;

    /// <summary>The receipt of Sepolia's transaction 0xa1a545dfe9f3daa92238f59e8cc1ee4e70c6a2b1c8fe280dbe23dce4f6aebae3.</summary>
    [Fact]
    public void The_bloom_of_a_log_is_the_one_that_Ethereum_computes()
    {
        var log = new LogEntry(
            Address.Parse("0xb8e9add2a9a4968f7bd5c1a8bfb43a55761e6a02"),
            [
                Hash256.Parse("0xf93f9a76c1bf3444d22400a00cb9fe990e6abe9dbb333fda48859cfee864543d"),
                Hash256.Parse("0x0000000000000000000000005a5b0ab8613ba0f16e257228e4109a8f611ec4fd"),
            ],
            Hex.Decode("0x0000000000000000000000000000000000000000000000000000000000000001"));
        Assert.Equal(
            "0x00000000000000000000000000000000000000000000000000000010000000000010000000000000000000000000000000000000"
            + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000010000000000"
            + "0000000000000000000000000000000000000000000000000000000010000400000000000000000000000000000000000000000000"
            + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
            + "000000000000000000000000000000000000000000000000000000040000000000002000000080000001000000",
            LogsBloom.Of([log], Hash).ToString());
    }

    [Fact]
    public void What_was_put_in_may_be_contained() => SeededCases.Run(300, random =>
    {
        LogEntry[] logs = Generators.List(random, 20, Generators.Log);
        var bloom = LogsBloom.Of(logs, Hash);
        foreach (LogEntry log in logs)
        {
            Assert.True(bloom.MayContain(log.Address.Bytes, Hash));
            Assert.All(log.Topics, topic => Assert.True(bloom.MayContain(topic.Bytes, Hash)));
        }
    });

    [Fact]
    public void The_blooms_of_a_block_are_those_of_its_receipts_and_of_all_logs() => SeededCases.Run(300, random =>
    {
        LogEntry[] known = Generators.List(random, 6, Generators.Log);
        LogEntry[][] receipts = Generators.List(
            random, 10, source => known.Length == 0 ? [] : source.GetItems(known, source.Next(4)));
        var builder = new LogsBloomBuilder(Hash);
        byte[] bloom = new byte[LogsBloom.SizeBytes];
        foreach (LogEntry[] logs in receipts)
        {
            builder.Write(logs, bloom);
            Assert.Equal(LogsBloom.Of(logs, Hash), LogsBloom.FromBytes(bloom));
        }

        Assert.Equal(LogsBloom.Of([.. receipts.SelectMany(logs => logs)], Hash), builder.Whole);
    });

    [Fact]
    public void The_empty_bloom_contains_nothing() =>
        SeededCases.Run(100, random => Assert.False(LogsBloom.Empty.MayContain(Generators.Exactly(random, 20), Hash)));
}
