namespace Ledger.Crypto.Signatures.Lanes;

/// <content>Fixed powers. A chain of squares waits for its own results more than for the processor, so two elements are squared in
/// turns: 28 ns a square so, and 40 alone.</content>
internal partial struct FieldLanes
{
    /// <summary>a^((p+1)/4) for every element: a square root of those that are squares, since p is 3 modulo 4.</summary>
    /// <param name="elements">At most <paramref name="roots"/> has room for.</param>
    /// <param name="roots">Takes the powers; must not overlap.</param>
    public static void SquareRoots(ReadOnlySpan<FieldLanes> elements, Span<FieldLanes> roots)
    {
        var low = new FieldLanes[elements.Length * 2];
        Span<FieldLanes> two = low.AsSpan(0, elements.Length);
        Span<FieldLanes> twentyTwo = low.AsSpan(elements.Length);
        Ones(elements, two, twentyTwo, roots);
        SquareTimes(roots, 23);
        MultiplyEach(roots, twentyTwo);
        SquareTimes(roots, 6);
        MultiplyEach(roots, two);
        SquareTimes(roots, 2);
    }

    /// <summary>a^(p-2) for every element: its inverse, 0 for 0 (Fermat).</summary>
    /// <param name="elements">At most <paramref name="inverses"/> has room for.</param>
    /// <param name="inverses">Takes the powers; must not overlap.</param>
    public static void Invert(ReadOnlySpan<FieldLanes> elements, Span<FieldLanes> inverses)
    {
        var low = new FieldLanes[elements.Length * 2];
        Span<FieldLanes> two = low.AsSpan(0, elements.Length);
        Span<FieldLanes> twentyTwo = low.AsSpan(elements.Length);
        Ones(elements, two, twentyTwo, inverses);
        SquareTimes(inverses, 23);
        MultiplyEach(inverses, twentyTwo);
        SquareTimes(inverses, 5);
        MultiplyEach(inverses, elements);
        SquareTimes(inverses, 3);
        MultiplyEach(inverses, two);
        SquareTimes(inverses, 2);
        MultiplyEach(inverses, elements);
    }

    // Powers to exponents of 2, 22 and 223 binary ones, with which p - 2 and (p + 1)/4 begin.
    private static void Ones(
        ReadOnlySpan<FieldLanes> elements, Span<FieldLanes> two, Span<FieldLanes> twentyTwo, Span<FieldLanes> power)
    {
        int count = elements.Length;
        var temporaries = new FieldLanes[count * 4];
        Span<FieldLanes> three = temporaries.AsSpan(0, count);
        Span<FieldLanes> nine = temporaries.AsSpan(count, count);
        Span<FieldLanes> fortyFour = temporaries.AsSpan(count * 2, count);
        Span<FieldLanes> eightyEight = temporaries.AsSpan(count * 3, count);
        Join(elements, 1, elements, two);
        Join(two, 1, elements, three);
        Join(three, 3, three, power);
        Join(power, 3, three, nine);
        Join(nine, 2, two, power);
        Join(power, 11, power, twentyTwo);
        Join(twentyTwo, 22, twentyTwo, fortyFour);
        Join(fortyFour, 44, fortyFour, eightyEight);
        Join(eightyEight, 88, eightyEight, power);
        SquareTimes(power, 44);
        MultiplyEach(power, fortyFour);
        SquareTimes(power, 3);
        MultiplyEach(power, three);
    }

    // result = a^(2^squares) · b.
    private static void Join(ReadOnlySpan<FieldLanes> a, int squares, ReadOnlySpan<FieldLanes> b, Span<FieldLanes> result)
    {
        a.CopyTo(result);
        SquareTimes(result, squares);
        MultiplyEach(result, b);
    }

    private static void MultiplyEach(Span<FieldLanes> a, ReadOnlySpan<FieldLanes> b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            Multiply(a[i], b[i], out a[i]);
        }
    }

    private static void SquareTimes(Span<FieldLanes> a, int times)
    {
        int i = 0;
        for (; i + 1 < a.Length; i += 2)
        {
            ref FieldLanes first = ref a[i];
            ref FieldLanes second = ref a[i + 1];
            for (int time = 0; time < times; time++)
            {
                Square(first, out first);
                Square(second, out second);
            }
        }

        for (int time = 0; i < a.Length && time < times; time++)
        {
            Square(a[i], out a[i]);
        }
    }
}
