namespace Ledger.Crypto.Bn254;

/// <summary>What the group law asks of a field. A result is written where the caller wants it: a returned struct of this size
/// would be copied right after it was stored limb by limb, and the copy would wait for the stores.</summary>
/// <typeparam name="T">The element itself, a struct, so that each curve gets code of its own.</typeparam>
internal interface IFieldElement<T>
    where T : struct, IFieldElement<T>
{
    /// <summary>The neutral element of multiplication.</summary>
    static abstract T One { get; }

    /// <summary>Whether this is the neutral element of addition.</summary>
    bool IsZero { get; }

    /// <summary>Adds; the result may be an operand.</summary>
    static abstract void Add(in T left, in T right, out T sum);

    /// <summary>Subtracts; the result may be an operand.</summary>
    static abstract void Subtract(in T left, in T right, out T difference);

    /// <summary>Negates; the result may be the operand.</summary>
    static abstract void Negate(in T value, out T negated);

    /// <summary>Multiplies; the result must not be an operand.</summary>
    static abstract void Multiply(in T left, in T right, out T product);

    /// <summary>Squares; the result must not be the operand.</summary>
    static abstract void Square(in T value, out T square);

    /// <summary>a·b - c·d; the result must not be an operand.</summary>
    static abstract void MultiplyDifference(in T a, in T b, in T c, in T d, out T difference);

    /// <summary>Halves; the result may be the operand.</summary>
    static abstract void Halve(in T value, out T half);

    /// <summary>Inverts; zero gives zero. The result must not be the operand.</summary>
    static abstract void Invert(in T value, out T inverse);

    /// <summary>Compares for equality.</summary>
    static abstract bool AreEqual(in T left, in T right);
}
