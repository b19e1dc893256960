namespace Ledger.Testing;

/// <summary>Runs a property over many cases, each with a random source of its own that its seed brings back.</summary>
public static class SeededCases
{
    /// <summary>Runs <paramref name="property"/> with seeds 0 to <paramref name="count"/> - 1.</summary>
    /// <exception cref="InvalidOperationException">A case failed; the message names its seed.</exception>
    public static void Run(int count, Action<Random> property)
    {
        for (int seed = 0; seed < count; seed++)
        {
            try
            {
                property(new Random(seed));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Failed with seed {seed}: {exception.Message}", exception);
            }
        }
    }
}
