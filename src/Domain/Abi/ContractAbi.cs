using System.Diagnostics.CodeAnalysis;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Transactions;

namespace Ledger.Domain.Abi;

/// <summary>The interface of a contract: its functions, events and errors, found by what calls, logs and reverts begin with.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ContractAbi
{
    private readonly Dictionary<FunctionSelector, AbiFunction> _functions;
    private readonly Dictionary<FunctionSelector, AbiError> _errors = [];

    internal ContractAbi(ContractAbiReader reader)
    {
        Functions = reader.Functions;
        Events = reader.Events;
        Errors = reader.Errors;
        Constructor = reader.Constructor ?? new AbiConstructor(new AbiType.Tuple(), IsPayable: false);
        Fallback = reader.Fallback;
        HasReceive = reader.HasReceive;
        _functions = Functions.ToDictionary(function => function.Selector);
        foreach (AbiError error in Errors)
        {
            _errors.TryAdd(error.Selector, error);
        }
    }

    /// <summary>The functions in the order of the JSON.</summary>
    public IReadOnlyList<AbiFunction> Functions { get; }

    /// <summary>The events in the order of the JSON.</summary>
    public IReadOnlyList<AbiEvent> Events { get; }

    /// <summary>The custom errors in the order of the JSON; two of equal signature are one.</summary>
    public IReadOnlyList<AbiError> Errors { get; }

    /// <summary>What a deployment takes; nothing when the JSON names no constructor.</summary>
    public AbiConstructor Constructor { get; }

    /// <summary>What the fallback function may do with the state; <see langword="null"/> when there is none.</summary>
    public StateMutability? Fallback { get; }

    /// <summary>Whether the contract takes value without call data.</summary>
    public bool HasReceive { get; }

    /// <summary>Reads the JSON that compilers make (ABI specification, "JSON").</summary>
    /// <exception cref="AbiException">The text is not a contract ABI.</exception>
    public static ContractAbi Parse(string json, IHashFunction hash) =>
        TryParse(json, hash, out ContractAbi? abi, out AbiProblem? problem) ? abi : throw new AbiException(problem!);

    /// <summary>Reads JSON that came from outside.</summary>
    /// <param name="json">Any text.</param>
    /// <param name="hash">The hash that the contract was compiled for.</param>
    /// <param name="abi">The interface; <see langword="null"/> when the text is none.</param>
    /// <param name="problem">What is wrong, with a path like <c>abi[3].inputs[0]</c>; <see langword="null"/> when nothing is.</param>
    public static bool TryParse(
        string json, IHashFunction hash, [NotNullWhen(true)] out ContractAbi? abi, out AbiProblem? problem)
    {
        var reader = new ContractAbiReader(hash);
        abi = reader.TryRead(json, out problem) ? new ContractAbi(reader) : null;
        return abi is not null;
    }

    /// <summary>The only function of that name, or the one of that canonical signature.</summary>
    /// <returns><see langword="null"/> when there is none, or the name has overloads: then name the signature.</returns>
    public AbiFunction? FindFunction(string nameOrSignature)
    {
        AbiFunction[] found = [.. Functions.Where(function =>
            nameOrSignature == (nameOrSignature.Contains('(') ? function.Signature : function.Name))];
        return found.Length == 1 ? found[0] : null;
    }

    /// <summary>The function that a call begins with.</summary>
    public AbiFunction? FindFunction(FunctionSelector selector) => _functions.GetValueOrDefault(selector);

    /// <summary>The custom error that a payload begins with.</summary>
    public AbiError? FindError(FunctionSelector selector) => _errors.GetValueOrDefault(selector);

    /// <summary>Reads call data, whichever arrangement it has.</summary>
    /// <param name="data">Anything.</param>
    /// <param name="function">The function that is called; <see langword="null"/> when the interface has none such.</param>
    /// <param name="arguments">Its inputs as a list.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public bool TryDecodeCall(
        ReadOnlySpan<byte> data,
        [NotNullWhen(true)] out AbiFunction? function,
        out AbiValue arguments,
        out AbiProblem? problem)
    {
        arguments = default;
        function = FunctionSelector.TryRead(data, out FunctionSelector? selector) ? FindFunction(selector.Value) : null;
        problem = function is not null ? null
            : AbiProblem.Of(selector is null ? "A call begins with four bytes." : $"No function has the selector {selector}.");
        return function is not null && function.TryDecodeCall(data, AbiLayout.Any, out arguments, out problem);
    }

    /// <summary>Reads the payload of a revert, whichever arrangement it has.</summary>
    /// <param name="output">Anything.</param>
    /// <param name="error">The custom error; <see langword="null"/> when the interface has none such.</param>
    /// <param name="values">What it tells, as a list.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public bool TryDecodeError(
        ReadOnlySpan<byte> output,
        [NotNullWhen(true)] out AbiError? error,
        out AbiValue values,
        out AbiProblem? problem)
    {
        values = default;
        error = FunctionSelector.TryRead(output, out FunctionSelector? selector) ? FindError(selector.Value) : null;
        problem = error is not null ? null
            : AbiProblem.Of(selector is null ? "An error begins with four bytes." : $"No error has the selector {selector}.");
        return error is not null && error.TryDecode(output, AbiLayout.Any, out values, out problem);
    }

    /// <summary>Reads a log, whichever arrangement its data has.</summary>
    /// <remarks>Events of equal signature may differ in what is indexed (ERC-20 and ERC-721 both have
    /// <c>Transfer(address,address,uint256)</c>): the number of topics tells them apart. A log that begins with no event's topic is
    /// an anonymous event's when exactly one of them reads it.</remarks>
    /// <param name="log">Any log of the contract.</param>
    /// <param name="emitted">The event; <see langword="null"/> when none reads the log.</param>
    /// <param name="values">A value for each of its parameters, as <see cref="AbiEvent.TryDecode"/> gives them.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public bool TryDecodeLog(
        LogEntry log, [NotNullWhen(true)] out AbiEvent? emitted, out AbiValue values, out AbiProblem? problem)
    {
        emitted = null;
        values = default;
        problem = AbiProblem.Of("No event of this interface makes such a log.");
        bool isNamed = false;
        foreach (AbiEvent candidate in Events.Where(candidate =>
            !candidate.IsAnonymous && log.Topics.Count > 0 && candidate.Topic == log.Topics[0]))
        {
            isNamed = true;
            if (candidate.TryDecode(log.Topics, log.Data.Span, AbiLayout.Any, out values, out problem))
            {
                emitted = candidate;
                return true;
            }
        }

        return !isNamed && TryDecodeAnonymous(log, out emitted, out values, ref problem);
    }

    private bool TryDecodeAnonymous(
        LogEntry log, [NotNullWhen(true)] out AbiEvent? emitted, out AbiValue values, ref AbiProblem? problem)
    {
        emitted = null;
        values = default;
        foreach (AbiEvent candidate in Events.Where(candidate => candidate.IsAnonymous))
        {
            if (!candidate.TryDecode(log.Topics, log.Data.Span, AbiLayout.Any, out AbiValue read, out _))
            {
                continue;
            }

            if (emitted is not null)
            {
                problem = AbiProblem.Of($"Both {emitted} and {candidate} make such a log: anonymous events cannot be told apart.");
                emitted = null;
                values = default;
                return false;
            }

            emitted = candidate;
            values = read;
        }

        problem = emitted is null ? problem : null;
        return emitted is not null;
    }
}
