namespace Ledger.Domain.Abi;

/// <summary>What a contract's deployment takes.</summary>
/// <param name="Inputs">The arguments; they stand behind the code.</param>
/// <param name="IsPayable">Whether a deployment may carry value.</param>
public sealed record AbiConstructor(AbiType.Tuple Inputs, bool IsPayable)
{
    /// <summary>Makes the data of a deployment: the code and the arguments behind it.</summary>
    /// <exception cref="AbiException">A value does not fit its type.</exception>
    public byte[] EncodeDeployment(ReadOnlySpan<byte> code, params ReadOnlySpan<AbiValue> arguments) =>
        TryEncodeDeployment(code, arguments, out byte[] data, out AbiProblem? problem)
            ? data
            : throw new AbiException(problem!);

    /// <summary>Makes the data of a deployment with arguments that came from outside.</summary>
    /// <param name="code">The compiled code.</param>
    /// <param name="arguments">A value for each input.</param>
    /// <param name="data">The data; empty when a value does not fit.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public bool TryEncodeDeployment(
        ReadOnlySpan<byte> code, ReadOnlySpan<AbiValue> arguments, out byte[] data, out AbiProblem? problem) =>
        AbiCodec.TryEncode(code, Inputs, arguments, out data, out problem);
}
