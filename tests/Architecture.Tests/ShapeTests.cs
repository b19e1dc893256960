using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledger.Architecture.Tests;

/// <summary>Rules 16 to 18, 34 and 51 of the house.</summary>
public sealed partial class ShapeTests
{
    private static readonly string[] KindFolders = ["Helpers", "Utils", "Managers", "Interfaces", "Enums", "Common"];

    /// <summary>The one file that names the mediator package, so that changing it is one edit.</summary>
    private const string MediatorSeam = "src/Application/Messaging/Messages.cs";

    [Fact]
    public void Regions_hide_nothing() => Finding.AssertNone(
        from source in Repository.Sources
        from trivia in source.Syntax.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)
        select source.At(trivia.SpanStart, "is a #region. What wants a fold wants a type of its own."));

    [Fact]
    public void Nothing_unfinished_is_left_in_a_comment() => Finding.AssertNone(
        from source in Repository.Sources
        from trivia in source.Syntax.DescendantTrivia()
        where IsComment(trivia) && Unfinished().IsMatch(trivia.ToFullString())
        select source.At(trivia.SpanStart, "leaves something unfinished. Do it now, or open an issue and drop the comment."));

    [Fact]
    public void Folders_are_concepts_and_not_kinds() => Finding.AssertNone(
        from folder in Repository.Sources.Select(source => Path.GetDirectoryName(source.Path)!.Replace('\\', '/')).Distinct()
        where folder.Split('/').Any(part => KindFolders.Contains(part, StringComparer.OrdinalIgnoreCase))
        select new Finding(folder, 1, "is named for a kind of code. Name it for what the code is about."));

    /// <summary>A closed family may share the file of its first, abstract record, since the family is the concept; the answer of a
    /// command or query may share its file, since the two change together (rule 19).</summary>
    [Fact]
    public void A_file_has_one_public_type_and_its_name() => Finding.AssertNone(
        from source in Repository.SourcesUnder("src")
        let types = PublicTypes(source)
        where types.Length > 0 && source.Path != MediatorSeam
        from finding in CheckFile(source, types)
        select finding);

    [Fact]
    public void Nothing_static_changes() => Finding.AssertNone(
        from source in Repository.SourcesUnder("src")
        from member in source.All<MemberDeclarationSyntax>()
        where IsMutableStatic(member)
        select source.At(member, "is static and can change. Give the state an owner that is passed where it is needed."));

    private static IEnumerable<Finding> CheckFile(SourceFile source, MemberDeclarationSyntax[] types)
    {
        string file = Path.GetFileNameWithoutExtension(source.Path).Split('.')[0];
        if (NameOf(types[0]) != file)
        {
            yield return source.At(types[0], $"{NameOf(types[0])} stands in a file of another name. Rename one of them.");
        }

        foreach (MemberDeclarationSyntax type in types.Skip(1))
        {
            if (!IsFamily(types[0], type) && !IsAnswer(types[0], type))
            {
                yield return source.At(type, $"{NameOf(type)} is a second public type of this file. Give it a file of its own.");
            }
        }
    }

    private static bool IsFamily(MemberDeclarationSyntax first, MemberDeclarationSyntax type) =>
        first is RecordDeclarationSyntax family
        && family.Modifiers.Any(SyntaxKind.AbstractKeyword)
        && type is RecordDeclarationSyntax { BaseList: BaseListSyntax bases }
        && bases.Types.Any(parent => parent.Type.ToString() == family.Identifier.Text);

    private static bool IsAnswer(MemberDeclarationSyntax first, MemberDeclarationSyntax type) =>
        first is TypeDeclarationSyntax { BaseList: BaseListSyntax bases }
        && bases.Types.Any(parent => parent.Type is GenericNameSyntax { Identifier.Text: "ICommand" or "IQuery" } request
            && request.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text == NameOf(type)));

    private static MemberDeclarationSyntax[] PublicTypes(SourceFile source) =>
    [
        .. source.Syntax.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
            .Where(member => member.Modifiers.Any(SyntaxKind.PublicKeyword)),
    ];

    private static string NameOf(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declaration => declaration.Identifier.Text,
        DelegateDeclarationSyntax declaration => declaration.Identifier.Text,
        _ => type.ToString(),
    };

    private static bool IsMutableStatic(MemberDeclarationSyntax member) => member switch
    {
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.StaticKeyword)
            && !field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword),
        PropertyDeclarationSyntax property => property.Modifiers.Any(SyntaxKind.StaticKeyword)
            && property.AccessorList is AccessorListSyntax accessors
            && accessors.Accessors.Any(accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration)),
        _ => false,
    };

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is
        SyntaxKind.SingleLineCommentTrivia
        or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia
        or SyntaxKind.MultiLineDocumentationCommentTrivia;

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Unfinished();
}
