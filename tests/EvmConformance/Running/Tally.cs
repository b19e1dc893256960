namespace Ledger.EvmConformance.Running;

/// <summary>Counts results as they come, from any thread.</summary>
/// <param name="countsSkippedAsFailed">Whether a skipped case counts as failed.</param>
internal sealed class Tally(bool countsSkippedAsFailed)
{
    private readonly Lock _lock = new();
    private readonly List<CaseResult> _failures = [];
    private readonly SortedDictionary<string, int> _skipReasons = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FolderCounts> _folders = new(StringComparer.Ordinal);
    private FolderCounts _counts;

    /// <summary>Cases that gave what they must.</summary>
    public int Passed => _counts.Passed;

    /// <summary>Cases that did not.</summary>
    public int Failed => _counts.Failed;

    /// <summary>Cases that were not judged.</summary>
    public int Skipped => _counts.Skipped;

    /// <summary>The failures in the order of the cases.</summary>
    public IReadOnlyList<CaseResult> Failures => [.. _failures.OrderBy(failure => failure.Position)];

    /// <summary>Why cases were skipped, and how many.</summary>
    public IReadOnlyDictionary<string, int> SkipReasons => _skipReasons;

    /// <summary>The counts of each folder.</summary>
    public IReadOnlyDictionary<string, FolderCounts> Folders => _folders;

    /// <summary>Counts a result.</summary>
    /// <returns>The result as it was counted.</returns>
    public CaseResult Add(CaseResult result)
    {
        if (countsSkippedAsFailed && result.Verdict.Outcome == Outcome.Skipped)
        {
            result = result with { Verdict = Verdict.Fail("skipped: " + result.Verdict.Reason) };
        }

        lock (_lock)
        {
            Outcome outcome = result.Verdict.Outcome;
            _counts = _counts.With(outcome);
            _folders[result.Test.File.Folder] = _folders.GetValueOrDefault(result.Test.File.Folder).With(outcome);
            if (outcome == Outcome.Failed)
            {
                _failures.Add(result);
            }
            else if (outcome == Outcome.Skipped)
            {
                _skipReasons[result.Verdict.Reason] = _skipReasons.GetValueOrDefault(result.Verdict.Reason) + 1;
            }
        }

        return result;
    }
}
