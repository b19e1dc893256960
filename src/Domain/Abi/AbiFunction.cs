using Ledger.Domain.Cryptography;

namespace Ledger.Domain.Abi;

/// <summary>A function of a contract.</summary>
public sealed class AbiFunction
{
    private readonly byte[] _selector;

    /// <summary>A function; its selector is computed once, here.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="inputs">What it takes.</param>
    /// <param name="outputs">What it returns.</param>
    /// <param name="mutability">What it may do with the state.</param>
    /// <param name="hash">The hash that the contract was compiled for.</param>
    public AbiFunction(
        string name, AbiType.Tuple inputs, AbiType.Tuple outputs, StateMutability mutability, IHashFunction hash)
    {
        Name = name;
        Inputs = inputs;
        Outputs = outputs;
        Mutability = mutability;
        Selector = FunctionSelector.Of(Signature, hash);
        _selector = Selector.ToArray();
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it takes.</summary>
    public AbiType.Tuple Inputs { get; }

    /// <summary>What it returns.</summary>
    public AbiType.Tuple Outputs { get; }

    /// <summary>What it may do with the state.</summary>
    public StateMutability Mutability { get; }

    /// <summary>The canonical signature: <c>transfer(address,uint256)</c>.</summary>
    public string Signature => Name + Inputs.Name;

    /// <summary>What a call begins with.</summary>
    public FunctionSelector Selector { get; }

    /// <summary>Reads a signature: <c>transfer(address to, uint256 value)</c>, and what it returns: <c>(bool)</c>.</summary>
    /// <exception cref="AbiException">One of the texts is not what it should be.</exception>
    public static AbiFunction Parse(
        string signature,
        IHashFunction hash,
        string outputs = "()",
        StateMutability mutability = StateMutability.NonPayable) =>
        AbiTypeParser.TryParseSignature(
            signature, out (string Name, AbiType.Tuple Parameters) read, out AbiProblem? problem)
            ? new AbiFunction(read.Name, read.Parameters, AbiType.ParseTuple(outputs), mutability, hash)
            : throw new AbiException(problem!);

    /// <summary>Makes call data.</summary>
    /// <exception cref="AbiException">A value does not fit its type.</exception>
    public byte[] EncodeCall(params ReadOnlySpan<AbiValue> arguments) =>
        TryEncodeCall(arguments, out byte[] data, out AbiProblem? problem) ? data : throw new AbiException(problem!);

    /// <summary>Makes call data of values that came from outside.</summary>
    /// <param name="arguments">A value for each input.</param>
    /// <param name="data">The call data; empty when a value does not fit.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public bool TryEncodeCall(ReadOnlySpan<AbiValue> arguments, out byte[] data, out AbiProblem? problem) =>
        AbiCodec.TryEncode(_selector, Inputs, arguments, out data, out problem);

    /// <summary>Reads call data.</summary>
    /// <param name="data">Anything.</param>
    /// <param name="layout">Which arrangements are taken; Solidity's contracts take any.</param>
    /// <param name="arguments">The inputs as a list.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public bool TryDecodeCall(
        ReadOnlySpan<byte> data, AbiLayout layout, out AbiValue arguments, out AbiProblem? problem)
    {
        arguments = default;
        problem = data.StartsWith(_selector) ? null : AbiProblem.Of($"A call of {Signature} begins with {Selector}.");
        return problem is null
            && AbiCodec.TryDecode(Inputs, data[FunctionSelector.SizeBytes..], layout, out arguments, out problem);
    }

    /// <summary>Reads what a call returned.</summary>
    /// <param name="output">Anything.</param>
    /// <param name="layout">Which arrangements are taken; contracts may return any.</param>
    /// <param name="results">The outputs as a list.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public bool TryDecodeOutput(
        ReadOnlySpan<byte> output, AbiLayout layout, out AbiValue results, out AbiProblem? problem) =>
        AbiCodec.TryDecode(Outputs, output, layout, out results, out problem);

    /// <summary>The canonical signature.</summary>
    public override string ToString() => Signature;
}
