namespace Ledger.Network.Tests.Kit;

/// <summary>Waits for signals, generously: the limit only keeps a broken test from hanging.</summary>
public static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<T> InTimeAsync<T>(this Task<T> signal, string what, Func<string>? facts = null)
    {
        try
        {
            return await signal.WaitAsync(Limit, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited in vain for {what}.\n{facts?.Invoke()}");
        }
    }

    public static async Task InTimeAsync(this Task signal, string what)
    {
        try
        {
            await signal.WaitAsync(Limit, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited in vain for {what}.");
        }
    }
}
