using Ledger.Domain.Cryptography;

namespace Ledger.Domain.Abi;

/// <summary>A custom error of a contract: what a revert may carry.</summary>
public sealed class AbiError
{
    private readonly byte[] _selector;

    /// <summary>An error; its selector is computed once, here.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">What it tells.</param>
    /// <param name="hash">The hash that the contract was compiled for.</param>
    public AbiError(string name, AbiType.Tuple inputs, IHashFunction hash)
    {
        Name = name;
        Inputs = inputs;
        Selector = FunctionSelector.Of(Signature, hash);
        _selector = Selector.ToArray();
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it tells.</summary>
    public AbiType.Tuple Inputs { get; }

    /// <summary>The canonical signature: <c>InsufficientBalance(uint256,uint256)</c>.</summary>
    public string Signature => Name + Inputs.Name;

    /// <summary>What the payload begins with.</summary>
    public FunctionSelector Selector { get; }

    /// <summary>Reads a signature: <c>InsufficientBalance(uint256 available, uint256 required)</c>.</summary>
    /// <exception cref="AbiException">The text is no signature.</exception>
    public static AbiError Parse(string signature, IHashFunction hash) =>
        AbiTypeParser.TryParseSignature(
            signature, out (string Name, AbiType.Tuple Parameters) read, out AbiProblem? problem)
            ? new AbiError(read.Name, read.Parameters, hash)
            : throw new AbiException(problem!);

    /// <summary>Makes the payload of a revert.</summary>
    /// <exception cref="AbiException">A value does not fit its type.</exception>
    public byte[] Encode(params ReadOnlySpan<AbiValue> values) =>
        AbiCodec.TryEncode(_selector, Inputs, values, out byte[] data, out AbiProblem? problem)
            ? data
            : throw new AbiException(problem!);

    /// <summary>Reads the payload of a revert.</summary>
    /// <param name="output">Anything.</param>
    /// <param name="layout">Which arrangements are taken; contracts may make any.</param>
    /// <param name="values">What the error tells, as a list.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public bool TryDecode(ReadOnlySpan<byte> output, AbiLayout layout, out AbiValue values, out AbiProblem? problem)
    {
        values = default;
        problem = output.StartsWith(_selector) ? null : AbiProblem.Of($"The error {Signature} begins with {Selector}.");
        return problem is null
            && AbiCodec.TryDecode(Inputs, output[FunctionSelector.SizeBytes..], layout, out values, out problem);
    }

    /// <summary>The canonical signature.</summary>
    public override string ToString() => Signature;
}
