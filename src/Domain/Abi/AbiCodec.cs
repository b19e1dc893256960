namespace Ledger.Domain.Abi;

/// <summary>Encodes and decodes lists of values (Solidity's ABI specification, "Formal Specification of the Encoding").</summary>
/// <remarks>Pure and thread-safe. Limits: <see cref="AbiLimits"/>.</remarks>
public static class AbiCodec
{
    /// <summary>Encodes values that are known to fit.</summary>
    /// <param name="parameters">The types.</param>
    /// <param name="values">A value for each.</param>
    /// <exception cref="AbiException">A value does not fit its type.</exception>
    public static byte[] Encode(AbiType.Tuple parameters, params ReadOnlySpan<AbiValue> values) =>
        TryEncode(parameters, values, out byte[] bytes, out AbiProblem? problem) ? bytes : throw new AbiException(problem!);

    /// <summary>Encodes values that came from outside.</summary>
    /// <param name="parameters">The types.</param>
    /// <param name="values">A value for each.</param>
    /// <param name="bytes">The encoding; empty when a value does not fit.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public static bool TryEncode(
        AbiType.Tuple parameters, ReadOnlySpan<AbiValue> values, out byte[] bytes, out AbiProblem? problem) =>
        TryEncode([], parameters, values, out bytes, out problem);

    /// <summary>Decodes bytes that are known to be an encoding.</summary>
    /// <returns>The values as a list.</returns>
    /// <exception cref="AbiException">The bytes are not an encoding of these types.</exception>
    public static AbiValue Decode(
        AbiType.Tuple parameters, ReadOnlySpan<byte> bytes, AbiLayout layout = AbiLayout.Canonical) =>
        TryDecode(parameters, bytes, layout, out AbiValue values, out AbiProblem? problem)
            ? values
            : throw new AbiException(problem!);

    /// <summary>Decodes bytes that came from outside.</summary>
    /// <param name="parameters">The types.</param>
    /// <param name="bytes">Anything.</param>
    /// <param name="layout">Whether only the one form is taken that encoders make.</param>
    /// <param name="values">The values as a list; the number 0 when the bytes are not taken.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public static bool TryDecode(
        AbiType.Tuple parameters,
        ReadOnlySpan<byte> bytes,
        AbiLayout layout,
        out AbiValue values,
        out AbiProblem? problem)
    {
        values = default;
        if (bytes.Length > AbiLimits.EncodingMaxBytes)
        {
            problem = AbiProblem.Of($"The data has {bytes.Length} bytes; it may have {AbiLimits.EncodingMaxBytes}.");
            return false;
        }

        var reader = new AbiReader(bytes, layout);
        bool isRead = reader.TryReadAll(parameters, out AbiValue items);
        values = isRead ? items : default;
        problem = AtArgument(reader.Problem);
        return isRead;
    }

    /// <summary>Encodes values behind a prefix: a selector, or the code of a contract.</summary>
    internal static bool TryEncode(
        ReadOnlySpan<byte> prefix,
        AbiType.Tuple parameters,
        ReadOnlySpan<AbiValue> values,
        out byte[] bytes,
        out AbiProblem? problem)
    {
        bytes = [];
        if (values.Length != parameters.Members.Count)
        {
            problem = AbiProblem.Of($"{parameters} takes {parameters.Members.Count} values, and these are {values.Length}.");
            return false;
        }

        var writer = new AbiWriter(prefix.Length + parameters.HeadsSizeBytes);
        writer.Append(prefix);
        bool isWritten = writer.TryAppendItems(parameters, values);
        bytes = isWritten ? writer.ToArray() : [];
        problem = AtArgument(writer.Problem);
        return isWritten;
    }

    /// <summary>A path begins with the argument: <c>arg[1].to</c>, <c>arg.amount[3]</c>.</summary>
    internal static AbiProblem? AtArgument(AbiProblem? problem) =>
        problem is null || problem.Path.Length == 0 ? problem : problem.Inside("arg");
}
