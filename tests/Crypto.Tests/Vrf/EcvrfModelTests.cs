using System.Text;

namespace Ledger.Crypto.Tests.Vrf;

/// <summary>Holds the model to the RFC's own vectors (RFC 9381, appendix B.1), which are for P-256, so that what it says
/// about secp256k1 counts.</summary>
public sealed class EcvrfModelTests
{
    private const string FirstKey = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721";
    private const string SecondKey = "2ca1411a41b17b24cc8c3b089cfd033f1920202a6c0de8abb97df1498d50d2c8";

    [Theory]
    [InlineData(
        FirstKey,
        "sample",
        "0d90591273453d2dc67312d39914e3a93e194ab47a58cd598886897076986f77",
        "035b5c726e8c0e2c488a107c600578ee75cb702343c153cb1eb8dec77f4b5071b4a53f0a46f018bc2c56e58d383f2305e0975972c26feea0eb122fe7893c15af376b33edf7de17c6ea056d4d82de6bc02f",
        "a3ad7b0ef73d8fc6655053ea22f9bede8c743f08bbed3d38821f0e16474b505e")]
    [InlineData(
        FirstKey,
        "test",
        "5852353a868bdce26938cde1826723e58bf8cb06dd2fed475213ea6f3b12e961",
        "034dac60aba508ba0c01aa9be80377ebd7562c4a52d74722e0abae7dc3080ddb56c19e067b15a8a8174905b13617804534214f935b94c2287f797e393eb0816969d864f37625b443f30f1a5a33f2b3c854",
        "a284f94ceec2ff4b3794629da7cbafa49121972671b466cab4ce170aa365f26d")]
    [InlineData(
        SecondKey,
        "Example using ECDSA key from Appendix L.4.2 of ANSI.X9-62-2005",
        "5689e2e08e1110b4dda293ac21667eac6db5de4a46a519c73d533f69be2f4da3",
        "03d03398bf53aa23831d7d1b2937e005fb0062cbefa06796579f2a1fc7e7b8c667d091c00b0f5c3619d10ecea44363b5a599cadc5b2957e223fec62e81f7b4825fc799a771a3d7334b9186bdbee87316b1",
        "90871e06da5caa39a3c61578ebb844de8635e27ac0b13e829997d0d95dd98c19")]
    public void The_model_gives_the_proofs_and_outputs_of_the_RFC(
        string key, string input, string nonce, string proof, string output)
    {
        EcvrfModel model = EcvrfModel.P256;
        byte[] alpha = Encoding.ASCII.GetBytes(input);
        byte[] made = model.Prove(EcvrfModel.Number(key), alpha, EcvrfModel.Number(nonce));

        Assert.Equal(proof, Convert.ToHexStringLower(made));
        byte[]? verified = model.Verify(model.PublicKey(EcvrfModel.Number(key)), alpha, made);
        Assert.NotNull(verified);
        Assert.Equal(output, Convert.ToHexStringLower(verified));
    }
}
