using Ledger.Application.Contracts;
using Ledger.Domain.Encoding;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Application.Tests;

public sealed class RevertReasonTests
{
    [Theory]
    [InlineData("")]
    [InlineData("insufficient balance")]
    [InlineData("a reason that is longer than one word of thirty-two bytes, as many are")]
    [InlineData("中文")]
    public void Error_of_a_string_is_that_string(string reason) =>
        Assert.Equal(reason, RevertReason.Decode(KnownChain.Revert(reason)));

    [Theory]
    [InlineData("01", "assert(false)")]
    [InlineData("11", "arithmetic underflow or overflow")]
    [InlineData("12", "division or modulo by zero")]
    [InlineData("32", "out-of-bounds access of an array or bytesN")]
    [InlineData("99", "unknown panic code: 0x99")]
    public void Panic_is_named(string code, string name) =>
        Assert.Equal(name, RevertReason.Decode(Hex.Decode("4e487b71" + code.PadLeft(64, '0'))));

    [Theory]
    [InlineData("")]
    [InlineData("08c379a0")]
    [InlineData("deadbeef0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("08c379a0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("08c379a00000000000000000000000000000000000000000000000000000000000000020ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void Other_payloads_are_no_words(string payload) => Assert.Null(RevertReason.Decode(Hex.Decode(payload)));

    [Fact]
    public void Any_bytes_are_read_without_a_failure() => SeededCases.Run(2000, random =>
    {
        byte[] payload = KnownChain.Revert("reason");
        Array.Resize(ref payload, random.Next(payload.Length + 1));
        for (int i = 0; i < 3 && payload.Length > 4; i++)
        {
            payload[random.Next(4, payload.Length)] = (byte)random.Next(256);
        }

        RevertReason.Decode(payload);
    });
}
