using System.Text.Json;
using Ledger.Domain.Governance;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;
using Ledger.EvmConformance.StateTests;

namespace Ledger.EvmConformance.Formats;

/// <summary>Ethereum's state tests: a case is a test, a fork, and one entry of what is expected.</summary>
internal sealed class StateTestFormat : ICaseFormat
{
    /// <inheritdoc/>
    public string Kind => "state";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsMapOf(root, "pre", "transaction")
        || Shape.IsMapOf(root, "env", "post");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        Shape.Entries(root).SelectMany(entry => ReadTest(file, entry.Name, entry.Value, options));

    private IEnumerable<ConformanceCase> ReadTest(CaseFile file, string name, JsonElement test, RunOptions options)
    {
        if (!Shape.Has(test, "env", "pre", "transaction", "post"))
        {
            string reason = "a state test has env, pre, transaction and post; one of them is missing";
            return [new ConformanceCase(file, Kind, name, _ => Verdict.Fail(reason))];
        }

        return test.GetProperty("post").EnumerateObject()
            .SelectMany(post => ReadFork(file, name, test, post, options));
    }

    private IEnumerable<ConformanceCase> ReadFork(
        CaseFile file, string name, JsonElement test, JsonProperty post, RunOptions options)
    {
        Fork? fork = ForkNames.Find(post.Name);
        if (options.Forks is not null && (fork is null || !options.Forks.Contains(fork.Value)))
        {
            yield break;
        }

        foreach (JsonElement expected in post.Value.EnumerateArray())
        {
            string caseName = $"{name} [{post.Name} {Indexes(expected)}]";
            yield return fork is Fork known
                ? new ConformanceCase(
                    file, Kind, caseName, context => StateTestJudge.Judge(new StateTestCase(known, test, expected), context))
                : Vectors.Skipped(file, Kind, caseName, $"the runner does not know the fork {post.Name}");
        }
    }

    private static string Indexes(JsonElement expected) => expected.TryGetProperty("indexes", out JsonElement indexes)
        ? string.Join(' ', indexes.EnumerateObject().Select(index => $"{index.Name[0]}{index.Value}"))
        : "";
}
