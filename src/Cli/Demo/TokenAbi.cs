using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Cli.Demo;

/// <summary>What the demo token is deployed and called with (EIP-20).</summary>
internal static class TokenAbi
{
    private static readonly AbiConstructor Constructor = new(AbiType.ParseTuple("(uint256 supply)"), IsPayable: false);

    private static readonly AbiFunction TransferFunction = AbiFunction.Parse(
        "transfer(address to, uint256 value)", CryptoSuites.Secp256k1.Hash, "(bool)");

    private static readonly AbiFunction BalanceOfFunction = AbiFunction.Parse(
        "balanceOf(address owner)", CryptoSuites.Secp256k1.Hash, "(uint256)", StateMutability.View);

    /// <summary>Data of the deployment.</summary>
    public static byte[] Deployment(byte[] code, UInt256 supply) => Constructor.EncodeDeployment(code, supply);

    /// <summary>Call data of <c>transfer</c>.</summary>
    public static byte[] Transfer(Address to, UInt256 value) => TransferFunction.EncodeCall(to, value);

    /// <summary>Call data of <c>balanceOf</c>, in hexadecimal.</summary>
    public static string BalanceOf(Address holder) => Hex.Encode(BalanceOfFunction.EncodeCall(holder));
}
