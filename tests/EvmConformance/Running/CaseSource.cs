using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Formats;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Running;

/// <summary>From paths to the cases that were chosen, one file in memory at a time.</summary>
internal static class CaseSource
{
    /// <summary>The chosen cases in the order of the files.</summary>
    public static IEnumerable<ConformanceCase> Read(RunOptions options)
    {
        int position = 0;
        return CaseFileReader.Read(options.Paths)
            .SelectMany(file => ReadFile(file, options))
            .Where(test => IsChosen(test, options))
            .Where(test => position++ % options.Every == 0 || test.IsUnreadable || Matches(options.Always, test, false));
    }

    private static IEnumerable<ConformanceCase> ReadFile(CaseFile file, RunOptions options)
    {
        if (file.Problem is not null)
        {
            return [ConformanceCase.Unreadable(file, file.Problem)];
        }

        JsonElement root;
        try
        {
            root = JsonSerializer.Deserialize<JsonElement>(WithoutMark(file.Bytes));
        }
        catch (JsonException problem)
        {
            return [ConformanceCase.Unreadable(file, problem.Message)];
        }

        ICaseFormat? format = FormatTable.Find(root);
        return format is null ? [ConformanceCase.Unreadable(file, "no kind of case has this shape")]
            : options.Kind != RunOptions.AnyKind && options.Kind != format.Kind ? []
            : ReadSafely(() => format.Read(file with { Bytes = [] }, root, options), file);
    }

    /// <summary>The bytes without the byte order mark that some editors put first.</summary>
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    /// <summary>Reads on until something throws; the rest of the file then is one failure.</summary>
    private static IEnumerable<ConformanceCase> ReadSafely(Func<IEnumerable<ConformanceCase>> read, CaseFile file)
    {
        // Called from within an iterator, so that what the format throws before its first case is caught as well.
        using IEnumerator<ConformanceCase> reader = Enumerable.Repeat(read, 1).SelectMany(cases => cases()).GetEnumerator();
        while (true)
        {
            ConformanceCase? test = Next(reader, file);
            if (test is null)
            {
                yield break;
            }

            yield return test;
            if (test.IsUnreadable)
            {
                yield break;
            }
        }
    }

    private static ConformanceCase? Next(IEnumerator<ConformanceCase> reader, CaseFile file)
    {
        try
        {
            return reader.MoveNext() ? reader.Current : null;
        }
        catch (Exception problem)
        {
            return ConformanceCase.Unreadable(file, $"{problem.GetType().Name}: {problem.Message}");
        }
    }

    private static bool IsChosen(ConformanceCase test, RunOptions options) =>
        test.IsUnreadable || (Matches(options.Filter, test, true) && !Matches(options.Exclude, test, false));

    private static bool Matches(Regex? pattern, ConformanceCase test, bool withoutPattern) =>
        pattern?.IsMatch(test.FullName) ?? withoutPattern;
}
