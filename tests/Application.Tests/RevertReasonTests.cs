using Ledger.Application.Contracts;
using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Application.Tests;

public sealed class RevertReasonTests
{
    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;

    [Theory]
    [InlineData("")]
    [InlineData("insufficient balance")]
    [InlineData("a reason that is longer than one word of thirty-two bytes, as many are")]
    [InlineData("中文")]
    public void Error_of_a_string_is_that_string(string reason) =>
        Assert.Equal(reason, Read(KnownChain.Revert(reason)));

    [Theory]
    [InlineData("01", "assert(false)")]
    [InlineData("11", "arithmetic underflow or overflow")]
    [InlineData("12", "division or modulo by zero")]
    [InlineData("32", "out-of-bounds access of an array or bytesN")]
    [InlineData("99", "unknown panic code: 0x99")]
    public void Panic_is_named(string code, string name) =>
        Assert.Equal(name, Read(Hex.Decode("4e487b71" + code.PadLeft(64, '0'))));

    [Theory]
    [InlineData("")]
    [InlineData("08c379a0")]
    [InlineData("deadbeef0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("08c379a0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("08c379a00000000000000000000000000000000000000000000000000000000000000020ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void Other_payloads_are_no_words(string payload) => Assert.Null(Read(Hex.Decode(payload)));

    [Fact]
    public void Any_bytes_are_read_without_a_failure() => SeededCases.Run(2000, random =>
    {
        byte[] payload = KnownChain.Revert("reason");
        Array.Resize(ref payload, random.Next(payload.Length + 1));
        for (int i = 0; i < 3 && payload.Length > 4; i++)
        {
            payload[random.Next(4, payload.Length)] = (byte)random.Next(256);
        }

        Read(payload);
    });

    [Fact]
    public void A_custom_error_is_a_call_with_named_values_and_keeps_them()
    {
        var error = AbiError.Parse("InsufficientBalance(uint256 available, uint256 required)", Hash);

        var reason = RevertReason.Read(error.Encode(1, 2), selector => selector == error.Selector ? error : null);

        Assert.Equal("InsufficientBalance(available: 1, required: 2)", reason?.Words);
        Assert.Equal(2, reason?.Custom?.Values[1].AsInt64());
    }

    [Fact]
    public void Any_bytes_after_a_known_selector_are_read_without_a_failure()
    {
        var error = AbiError.Parse("Refused(string why,(uint8,bytes[])[] parts,bool)", Hash);
        byte[] whole = error.Encode("because", new AbiValue[] { new AbiValue[] { 3, new AbiValue[] { new byte[] { 1, 2 } } } }, true);
        SeededCases.Run(5000, random =>
        {
            byte[] payload = [.. whole];
            Array.Resize(ref payload, random.Next(4, payload.Length + 40));
            for (int i = 0; i < 3 && payload.Length > 4; i++)
            {
                payload[random.Next(4, payload.Length)] = (byte)random.Next(256);
            }

            RevertReason.Read(payload, _ => error);
        });
    }

    [Fact]
    public void Words_end_at_their_limit_between_two_characters()
    {
        var error = AbiError.Parse("Refused(string)", Hash);

        for (int shift = 0; shift < 2; shift++)
        {
            string text = new string('a', shift) + string.Concat(Enumerable.Repeat("\U0001f600", RevertReason.TextMaxBytes));
            string? words = RevertReason.Read(error.Encode(text), _ => error)?.Words;

            Assert.InRange(words?.Length ?? 0, RevertReason.TextMaxBytes - 2, RevertReason.TextMaxBytes);
            Assert.True(char.IsLowSurrogate(words![^2]));
        }
    }

    [Fact]
    public void A_payload_above_its_limit_is_no_words()
    {
        var error = AbiError.Parse("Refused(bytes)", Hash);

        Assert.NotNull(RevertReason.Read(error.Encode(new byte[RevertReason.CustomDataMaxBytes - 100]), _ => error));
        Assert.Null(RevertReason.Read(error.Encode(new byte[RevertReason.CustomDataMaxBytes]), _ => error));
    }

    private static string? Read(byte[] payload) => RevertReason.Read(payload, static _ => null)?.Words;
}
