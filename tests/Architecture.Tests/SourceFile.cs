using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledger.Architecture.Tests;

/// <summary>One C# file: its text and its syntax.</summary>
internal sealed class SourceFile
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.Parse);
    private readonly Lazy<CompilationUnitSyntax> _syntax;

    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        _syntax = new(() => CSharpSyntaxTree.ParseText(text, Options, path).GetCompilationUnitRoot());
    }

    /// <summary>The path from the root of the repository, with slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    public CompilationUnitSyntax Syntax => _syntax.Value;

    public int LineCount => Text.AsSpan().TrimEnd().Count('\n') + 1;

    public IEnumerable<T> All<T>()
        where T : SyntaxNode => Syntax.DescendantNodes().OfType<T>();

    public Finding At(SyntaxNodeOrToken place, string problem) => At(place.SpanStart, problem);

    public Finding At(int position, string problem) =>
        new(Path, Syntax.SyntaxTree.GetText().Lines.GetLinePosition(position).Line + 1, problem);
}
