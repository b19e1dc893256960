using System.Diagnostics;
using System.Globalization;

namespace Ledger.Cli.Terminals;

/// <summary>Where a command writes: results to standard output, progress and errors to standard error.</summary>
internal sealed class Terminal(TextWriter output, TextWriter progress, TextReader input)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    /// <summary>Whether a person can answer questions.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Writes one line of the result.</summary>
    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>Writes text of the result as it is.</summary>
    public void Text(string text) => output.Write(text);

    /// <summary>Writes one line of progress.</summary>
    public void Note(string text) => progress.WriteLine(text);

    /// <summary>Shows what is being done, a dot for every second that it takes, and how long it took.</summary>
    public async Task<T> StepAsync<T>(
        string what, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        Write($"{what} ");
        try
        {
            Task<T> task = work(cancellation);
            using var timer = new PeriodicTimer(Heartbeat);
            while (!task.IsCompleted)
            {
                Task<bool> tick = timer.WaitForNextTickAsync(cancellation).AsTask();
                if (await Task.WhenAny(task, tick) == task)
                {
                    break;
                }

                Write(".");
            }

            T result = await task;
            Note(string.Create(CultureInfo.InvariantCulture, $" done ({watch.Elapsed.TotalSeconds:0.0} s)"));
            return result;
        }
        catch
        {
            Note(" failed");
            throw;
        }
    }

    /// <inheritdoc cref="StepAsync{T}"/>
    public Task StepAsync(string what, Func<CancellationToken, Task> work, CancellationToken cancellation) =>
        StepAsync<object?>(
            what,
            async token =>
            {
                await work(token);
                return null;
            },
            cancellation);

    private void Write(string text) => progress.Write(text);

    /// <summary>Asks a question; anything but <c>y</c> or <c>yes</c> is a no.</summary>
    public bool Confirm(string question)
    {
        Write($"{question} [y/N] ");
        string answer = input.ReadLine()?.Trim() ?? "";
        return answer.Equals("y", StringComparison.OrdinalIgnoreCase)
            || answer.Equals("yes", StringComparison.OrdinalIgnoreCase);
    }
}
