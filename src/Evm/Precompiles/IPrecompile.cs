namespace Ledger.Evm.Precompiles;

/// <summary>A contract that the machine itself provides: a pure function of bytes with a price.</summary>
internal interface IPrecompile
{
    /// <summary>The last byte of its address; the others are zero.</summary>
    byte Number { get; }

    /// <summary>Its name in the Yellow Paper or its EIP.</summary>
    string Name { get; }

    /// <summary>What a run on the input costs in gas; <see cref="long.MaxValue"/> when no gas suffices.</summary>
    long Cost(ReadOnlySpan<byte> input);

    /// <summary>The most bytes that a run on the input returns. Asked only after the cost is paid.</summary>
    int OutputBytesMax(ReadOnlySpan<byte> input);

    /// <summary>Runs.</summary>
    /// <param name="input">The call data.</param>
    /// <param name="output">Room for <see cref="OutputBytesMax"/> bytes, with rubbish in it.</param>
    /// <param name="written">How many of them are the answer.</param>
    /// <returns><see langword="false"/> when the input is not valid: the call fails and its gas is gone.</returns>
    bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written);
}
