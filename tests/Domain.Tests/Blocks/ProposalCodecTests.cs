using Ledger.Crypto;
using Ledger.Domain.Blocks;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Blocks;

public sealed class ProposalCodecTests
{
    [Fact]
    public void A_proposal_comes_back_as_it_was() => SeededCases.Run(1_000, random =>
    {
        Proposal proposal = Generators.Proposal(random);
        byte[] encoded = ProposalCodec.Encode(proposal);
        Assert.True(ProposalCodec.TryDecode(encoded, out Proposal? decoded));
        Assert.Equal(proposal with { Transactions = [], Draw = default }, decoded! with { Transactions = [], Draw = default });
        Assert.Equal(proposal.Draw.ToArray(), decoded.Draw.ToArray());
        Assert.Equal(proposal.Transactions, decoded!.Transactions);
        Assert.Equal(
            CryptoSuites.Secp256k1.Hash.Hash(encoded), ProposalCodec.Digest(proposal, CryptoSuites.Secp256k1.Hash));
    });

    [Fact]
    public void A_proposal_is_a_list_of_number_time_sealer_and_hashes() =>
        Assert.Equal("0xc4010203c0", Hex.Encode(ProposalCodec.Encode(new Proposal(1, 2, 3, []))));

    [Fact]
    public void A_proposal_of_too_many_transactions_is_refused()
    {
        var most = new Hash256[ProposalCodec.TransactionsMax];
        Assert.True(ProposalCodec.TryDecode(ProposalCodec.Encode(new Proposal(1, 2, 3, most)), out _));
        Assert.False(ProposalCodec.TryDecode(ProposalCodec.Encode(new Proposal(1, 2, 3, [.. most, default])), out _));
    }

    [Theory]
    [InlineData("0xc3010203", "no list of hashes")]
    [InlineData("0xc5010203c080", "an empty draw, which is left out")]
    [InlineData("0xc6010203c00505", "a field too many")]
    [InlineData("0xc4010203c000", "bytes behind it")]
    [InlineData("0xc6010203c28101", "a hash of another length")]
    [InlineData("0xcc88ffffffffffffffff0203c0", "a number above 2^63 - 1")]
    public void Bytes_that_are_no_proposal_are_refused(string hex, string what) =>
        Assert.False(ProposalCodec.TryDecode(Hex.Decode(hex), out _), what);
}
