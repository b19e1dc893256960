using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.Execution;

/// <summary>What FISCO BCOS answers to a call of an address without code.</summary>
internal static class CallAddressError
{
    private static readonly AbiError Error = AbiError.Parse("Error(string)", CryptoSuites.Secp256k1.Hash);

    /// <summary>The ABI encoding of <c>Error(string)</c> with <c>Error address:</c> and the address in hexadecimal.</summary>
    public static byte[] Output(in Address address) =>
        Error.Encode("Error address:" + Convert.ToHexStringLower(address.Bytes));
}
