using Ledger.Crypto;
using Ledger.Domain.Primitives;
using Ledger.EndToEnd.Kit;
using Xunit.Sdk;

namespace Ledger.EndToEnd.Oracles;

/// <summary>The judge is judged: each rule finds the fault that it is there for.</summary>
public sealed class ChainRulesTests
{
    private static readonly Hash256 First = HashOf(1);
    private static readonly Hash256 Second = HashOf(2);

    private static readonly AuditedNode Sound = new()
    {
        Blocks = [new(0, "a", "", 1, "h0", 0), new(1, "b", "a", 2, "h1", 1), new(2, "c", "b", 3, "h2", 1)],
        Transactions = new Dictionary<Hash256, string> { [First] = "0xb", [Second] = "0xc" },
        Positions = [5, 5, 5],
    };

    [Fact]
    public void A_sound_chain_passes_every_rule()
    {
        ChainRules.AssertSameBlocks(Sound.Blocks, [.. Sound.Blocks]);
        ChainRules.AssertExactlyOnce(Sound, Sound.Transactions, new HashSet<Hash256> { First, Second });
        ChainRules.AssertLinked(Sound.Blocks);
        ChainRules.AssertNoConflict(Sound);
        ChainRules.AssertProjected(Sound);
        ChainRules.AssertCountedOnce(3, [2, 1, 3]);
    }

    [Fact]
    public void A_fork_is_found() => Assert.ThrowsAny<XunitException>(() =>
        ChainRules.AssertSameBlocks(Sound.Blocks, [.. Sound.Blocks.Take(2), Sound.Blocks[2] with { Hash = "d" }]));

    [Fact]
    public void Another_root_is_found() => Assert.ThrowsAny<XunitException>(() =>
        ChainRules.AssertSameBlocks(Sound.Blocks, [.. Sound.Blocks.Take(2), Sound.Blocks[2] with { Header = "h9" }]));

    [Fact]
    public void A_lost_transaction_is_found() => Assert.ThrowsAny<XunitException>(() => ChainRules.AssertExactlyOnce(
        WithTransactions(new() { [First] = "0xb" }), Sound.Transactions, new HashSet<Hash256> { First, Second }));

    [Fact]
    public void A_moved_transaction_is_found() => Assert.ThrowsAny<XunitException>(() => ChainRules.AssertExactlyOnce(
        WithTransactions(new() { [First] = "0xb", [Second] = "0xb" }), Sound.Transactions, new HashSet<Hash256> { First, Second }));

    [Fact]
    public void A_transaction_that_nobody_sent_is_found() => Assert.ThrowsAny<XunitException>(() =>
        ChainRules.AssertExactlyOnce(Sound, new Dictionary<Hash256, string>(), new HashSet<Hash256> { First, HashOf(3) }));

    [Fact]
    public void A_block_on_another_parent_is_found() => Assert.ThrowsAny<XunitException>(() =>
        ChainRules.AssertLinked([.. Sound.Blocks.Take(2), Sound.Blocks[2] with { Parent = "a" }]));

    [Fact]
    public void A_block_that_is_not_later_is_found() => Assert.ThrowsAny<XunitException>(() =>
        ChainRules.AssertLinked([.. Sound.Blocks.Take(2), Sound.Blocks[2] with { TimestampMs = 2 }]));

    [Fact]
    public void A_double_signature_is_found_by_its_maker_and_by_others()
    {
        Assert.ThrowsAny<XunitException>(() => ChainRules.AssertNoConflict(new AuditedNode { Conflicts = 1 }));
        Assert.ThrowsAny<XunitException>(() => ChainRules.AssertNoConflict(new AuditedNode { Evidence = 1 }));
    }

    [Fact]
    public void A_projection_that_lags_is_found() => Assert.ThrowsAny<XunitException>(() =>
        ChainRules.AssertProjected(new AuditedNode { Blocks = Sound.Blocks, Positions = [5, 5, 4] }));

    [Fact]
    public void An_event_too_many_is_found() => Assert.ThrowsAny<XunitException>(() =>
        ChainRules.AssertProjected(new AuditedNode { Blocks = Sound.Blocks, Positions = [6, 6, 6] }));

    [Fact]
    public void An_increment_that_was_executed_twice_is_found() =>
        Assert.ThrowsAny<XunitException>(() => ChainRules.AssertCountedOnce(3, [1, 2, 4]));

    private static AuditedNode WithTransactions(Dictionary<Hash256, string> transactions) => new()
    {
        Blocks = Sound.Blocks,
        Transactions = transactions,
        Positions = Sound.Positions,
    };

    private static Hash256 HashOf(byte text) => CryptoSuites.Secp256k1.Hash.Hash([text]);
}
