using System.Text;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.Execution;

/// <summary>What FISCO BCOS answers to a call of an address without code.</summary>
internal static class CallAddressError
{
    private const int SelectorBytes = 4;
    private const int WordBytes = 32;

    /// <summary>The ABI encoding of <c>Error(string)</c> with <c>Error address:</c> and the address in hexadecimal.</summary>
    public static byte[] Output(in Address address)
    {
        byte[] text = Encoding.ASCII.GetBytes("Error address:" + Convert.ToHexStringLower(address.Bytes));
        byte[] output = new byte[SelectorBytes + (2 * WordBytes) + ((text.Length + WordBytes - 1) / WordBytes * WordBytes)];
        ReadOnlySpan<byte> selector = [0x08, 0xc3, 0x79, 0xa0];
        selector.CopyTo(output);
        output[SelectorBytes + WordBytes - 1] = WordBytes;
        output[SelectorBytes + (2 * WordBytes) - 1] = (byte)text.Length;
        text.CopyTo(output, SelectorBytes + (2 * WordBytes));
        return output;
    }
}
