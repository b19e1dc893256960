using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledger.Architecture.Tests;

/// <summary>Rules 14, 15 and 22 of the house: files fit a sitting, methods a screen, constructors a hand.</summary>
public sealed class SizeTests
{
    private const int FileLinesMax = 400;
    private const int MethodLinesMax = 60;
    private const int DependenciesMax = 5;

    [Fact]
    public void Files_are_short() => Finding.AssertNone(
        from source in Repository.Sources
        where source.LineCount > FileLinesMax
        select new Finding(
            source.Path, FileLinesMax, $"has {source.LineCount} lines, above {FileLinesMax}. Give a part of it its own type."));

    [Fact]
    public void Methods_fit_a_screen() => Finding.AssertNone(
        from source in Repository.Sources
        from node in source.All<SyntaxNode>()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        let lines = LinesOf(node)
        where lines > MethodLinesMax
        select source.At(node, $"has {lines} lines, above {MethodLinesMax}. Move a step of it into a method that names it."));

    /// <summary>Records, structs and options carry data; what counts here are collaborators.</summary>
    [Fact]
    public void Constructors_take_few_dependencies() => Finding.AssertNone(
        from source in Repository.SourcesUnder("src")
        from type in source.All<ClassDeclarationSyntax>()
        where !type.Identifier.Text.EndsWith("Options", StringComparison.Ordinal)
        from parameters in ConstructorsOf(type)
        where parameters.Parameters.Count > DependenciesMax
        select source.At(parameters, $"{type.Identifier.Text} takes {parameters.Parameters.Count} dependencies, above "
            + $"{DependenciesMax}. Split the class, or group values that belong together in a record."));

    private static int LinesOf(SyntaxNode node)
    {
        FileLinePositionSpan span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static IEnumerable<ParameterListSyntax> ConstructorsOf(ClassDeclarationSyntax type)
    {
        if (type.ParameterList is ParameterListSyntax primary)
        {
            yield return primary;
        }

        foreach (ConstructorDeclarationSyntax constructor in type.Members.OfType<ConstructorDeclarationSyntax>())
        {
            yield return constructor.ParameterList;
        }
    }
}
