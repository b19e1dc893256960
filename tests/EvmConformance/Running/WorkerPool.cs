using System.Collections.Concurrent;
using System.Diagnostics;
using Ledger.EvmConformance.CommandLine;

namespace Ledger.EvmConformance.Running;

/// <summary>Runs cases on a fixed number of threads, each case within the time limit.</summary>
/// <remarks>.NET cannot end a thread from outside. A case over its limit is therefore given up: it is counted as failed at
/// once, another worker takes the place of its own, and the thread that is left behind ends at its next read of the state,
/// or with the process, which does not wait for it.</remarks>
internal sealed class WorkerPool : IDisposable
{
    private const int CasesAheadPerWorker = 16;

    private readonly RunOptions _options;
    private readonly Action<CaseResult> _report;
    private readonly BlockingCollection<(int Position, ConformanceCase Test)> _queue;
    private readonly CountdownEvent _working;

    /// <summary>Starts the workers.</summary>
    /// <param name="options">How many, and the time limit.</param>
    /// <param name="report">Takes each result, from any thread.</param>
    public WorkerPool(RunOptions options, Action<CaseResult> report)
    {
        _options = options;
        _report = report;
        _queue = new BlockingCollection<(int Position, ConformanceCase Test)>(options.Jobs * CasesAheadPerWorker);
        _working = new CountdownEvent(options.Jobs);
        for (int i = 0; i < options.Jobs; i++)
        {
            StartWorker();
        }
    }

    /// <summary>Hands a case over; waits while the workers have enough to do.</summary>
    public void Add(int position, ConformanceCase test) => _queue.Add((position, test));

    /// <summary>Waits until every case has its result.</summary>
    public void Finish()
    {
        _queue.CompleteAdding();
        _working.Wait();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        _working.Dispose();
    }

    /// <summary>Whatever a case throws is its failure: the run goes on.</summary>
    public static Verdict Judge(ConformanceCase test, CaseContext context)
    {
        try
        {
            return test.Run(context);
        }
        catch (Exception thrown)
        {
            context.Reset();
            return Verdict.Fail($"{thrown.GetType().Name}: {thrown.Message}");
        }
    }

    private void StartWorker() =>
        new Thread(Work) { IsBackground = true, Name = "conformance worker" }.Start();

    private void Work()
    {
        var context = new CaseContext(_options);
        foreach ((int position, ConformanceCase test) in _queue.GetConsumingEnumerable())
        {
            if (!TryRun(position, test, context))
            {
                return;
            }
        }

        _working.Signal();
    }

    /// <summary>Runs a case and reports it.</summary>
    /// <returns><see langword="false"/> when the case was given up meanwhile: another worker has taken this one's place.</returns>
    private bool TryRun(int position, ConformanceCase test, CaseContext context)
    {
        long started = Stopwatch.GetTimestamp();
        var settlement = new Settlement();
        using var limit = new CancellationTokenSource(_options.TimeLimit);
        context.GivenUp = limit.Token;
        CancellationTokenRegistration givingUp = limit.Token.UnsafeRegister(
            _ => GiveUp(settlement, new CaseResult(position, test, OverLimit(), _options.TimeLimit)), null);
        Verdict verdict = Judge(test, context);

        // Not disposed by 'using': that waits for a running callback, which must not wait for this thread in turn.
        _ = givingUp.Unregister();
        if (!settlement.TrySettle())
        {
            return false;
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
        bool isOver = limit.IsCancellationRequested || elapsed > _options.TimeLimit;
        _report(new CaseResult(position, test, isOver ? OverLimit() : verdict, elapsed));
        return true;
    }

    private void GiveUp(Settlement settlement, CaseResult result)
    {
        if (settlement.TrySettle())
        {
            _report(result);
            StartWorker();
        }
    }

    private Verdict OverLimit() => Verdict.Fail($"took longer than {_options.TimeLimit.TotalMilliseconds:F0} ms");

    /// <summary>Decides which of two threads tells the result of a case: the one that ran it or the one that gave it up.</summary>
    private sealed class Settlement
    {
        private int _isSettled;

        public bool TrySettle() => Interlocked.Exchange(ref _isSettled, 1) == 0;
    }
}
