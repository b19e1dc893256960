using System.Diagnostics.CodeAnalysis;
using Ledger.Application.Errors;

namespace Ledger.Application.Messaging;

/// <summary>The answer to a request: a value, or an expected error. Broken invariants are exceptions, never outcomes.</summary>
/// <typeparam name="T">The value on success.</typeparam>
public sealed class Outcome<T> : IOutcome<Outcome<T>>
{
    private readonly T? _value;

    private Outcome(T? value, LedgerError? error)
    {
        _value = value;
        Error = error;
    }

    /// <summary>What was wrong; <see langword="null"/> on success.</summary>
    public LedgerError? Error { get; }

    /// <summary>Whether there is a value.</summary>
    public bool Succeeded => Error is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">The outcome is an error.</exception>
    public T Value => Error is null
        ? _value!
        : throw new InvalidOperationException($"The request failed: {Error.Message}");

    /// <summary>The answer with a value.</summary>
    public static implicit operator Outcome<T>(T value) => Success(value);

    /// <summary>The answer with an error.</summary>
    public static implicit operator Outcome<T>(LedgerError error) => Failed(error);

    /// <summary>The answer with a value; for types that the conversion does not reach, such as interfaces.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The twin of Failed, which the static interface member needs.")]
    public static Outcome<T> Success(T value) => new(value, null);

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1000", Justification = "The validation step makes an error answer of any type through it.")]
    public static Outcome<T> Failed(LedgerError error) => new(default, error);

    /// <summary>Gives the value or the error, whichever there is.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out LedgerError? error)
    {
        value = _value;
        error = Error;
        return error is null;
    }
}
