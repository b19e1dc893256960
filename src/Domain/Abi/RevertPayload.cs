using System.Diagnostics.CodeAnalysis;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Abi;

/// <summary>What a reverted call says: one of the two errors that Solidity itself makes, or a contract's own.</summary>
public abstract record RevertPayload
{
    // Error(string) and Panic(uint256), hashed with Keccak-256 and, by compilers for guomi chains, with SM3.
    private const uint ErrorSelector = 0x08c379a0;
    private const uint PanicSelector = 0x4e487b71;
    private const uint ErrorSelectorGuomi = 0xc703cb12;
    private const uint PanicSelectorGuomi = 0xb95aa355;

    private static readonly AbiType.Tuple ErrorInputs = AbiType.TupleOf(new AbiType.Text());
    private static readonly AbiType.Tuple PanicInputs = AbiType.TupleOf(new AbiType.Number(256, isSigned: false));

    private RevertPayload()
    {
    }

    /// <summary>The payload for people, in one line.</summary>
    public abstract string Words { get; }

    /// <summary>Reads what a reverted call returned, whichever arrangement it has.</summary>
    /// <param name="output">Anything.</param>
    /// <param name="payload">What it says; <see langword="null"/> when it is empty, damaged, or an unknown error.</param>
    /// <param name="abi">The interface of the contract, when it is known.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> output, [NotNullWhen(true)] out RevertPayload? payload, ContractAbi? abi = null) =>
        TryRead(output, selector => abi?.FindError(selector), out payload);

    /// <summary>Reads what a reverted call returned, whichever arrangement it has.</summary>
    /// <param name="output">Anything.</param>
    /// <param name="findError">The custom error with a selector; <see langword="null"/> when none is known. Solidity's own two are not asked for.</param>
    /// <param name="payload">What it says; <see langword="null"/> when it is empty, damaged, or an unknown error.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> output, Func<FunctionSelector, AbiError?> findError, [NotNullWhen(true)] out RevertPayload? payload)
    {
        payload = null;
        if (!FunctionSelector.TryRead(output, out FunctionSelector? selector))
        {
            return false;
        }

        ReadOnlySpan<byte> body = output[FunctionSelector.SizeBytes..];
        payload = selector.Value.Value switch
        {
            ErrorSelector or ErrorSelectorGuomi =>
                AbiCodec.TryDecode(ErrorInputs, body, AbiLayout.Any, out AbiValue values, out _)
                    ? new Message(values[0])
                    : null,
            PanicSelector or PanicSelectorGuomi =>
                AbiCodec.TryDecode(PanicInputs, body, AbiLayout.Any, out AbiValue values, out _)
                    ? new Panic(values[0].AsUInt256())
                    : null,
            _ => findError(selector.Value) is AbiError error && error.TryDecode(output, AbiLayout.Any, out AbiValue values, out _)
                ? new Custom(error, values)
                : null,
        };
        return payload is not null;
    }

    /// <summary><c>Error(string)</c>: what <c>require</c> and <c>revert</c> were given.</summary>
    /// <param name="Text">The text as a value; what is not UTF-8 in it is kept.</param>
    public sealed record Message(AbiValue Text) : RevertPayload
    {
        /// <inheritdoc/>
        public override string Words => Text.AsText();
    }

    /// <summary><c>Panic(uint256)</c>: a check that the compiler put in.</summary>
    /// <param name="Code">The code (Solidity documentation, "Panic via assert and Error via require").</param>
    public sealed record Panic(UInt256 Code) : RevertPayload
    {
        /// <summary>What the code means; the words are go-ethereum's.</summary>
        public override string Words => Code.ToUInt64Saturating() switch
        {
            0x00 => "generic panic",
            0x01 => "assert(false)",
            0x11 => "arithmetic underflow or overflow",
            0x12 => "division or modulo by zero",
            0x21 => "enum overflow",
            0x22 => "invalid encoded storage byte array accessed",
            0x31 => "out-of-bounds array access; popping on an empty array",
            0x32 => "out-of-bounds access of an array or bytesN",
            0x41 => "out of memory",
            0x51 => "uninitialized function",
            _ => $"unknown panic code: {Code}",
        };
    }

    /// <summary>An error that the contract's interface declares.</summary>
    /// <param name="Error">The error.</param>
    /// <param name="Values">What it tells, as a list.</param>
    public sealed record Custom(AbiError Error, AbiValue Values) : RevertPayload
    {
        /// <summary>The error as a call: <c>InsufficientBalance(available: 5, required: 7)</c>.</summary>
        public override string Words
        {
            get
            {
                IEnumerable<string> told = Values.Items.ToArray().Zip(Error.Inputs.Members, (value, member) =>
                    member.Name.Length > 0 ? $"{member.Name}: {value}" : value.ToString());
                return $"{Error.Name}({string.Join(", ", told)})";
            }
        }
    }
}
