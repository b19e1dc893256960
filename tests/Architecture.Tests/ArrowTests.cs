using System.Xml.Linq;

namespace Ledger.Architecture.Tests;

/// <summary>The picture of the house: which project may name which. The project files are the picture, this is its frame.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Domain"] = [],
        ["Crypto"] = ["Domain"],
        ["Evm"] = ["Crypto", "Domain"],
        ["Consensus"] = ["Domain"],
        ["Node"] = ["Consensus", "Crypto", "Domain", "Evm"],

        // Node's IChainStatus shows the consensus core's status, so who answers questions about it must know its type.
        ["Application"] = ["Consensus", "Domain", "Node"],
        ["Infrastructure"] = ["Application", "Domain", "Node"],
        ["Network"] = ["Crypto", "Domain", "Node"],
        ["Api"] = ["Application", "Consensus", "Crypto", "Domain", "Evm", "Infrastructure", "Network", "Node"],
        ["Cli"] = ["Crypto", "Domain"],
    };

    [Fact]
    public void Projects_reference_exactly_what_the_picture_says()
    {
        var findings = new List<Finding>();
        foreach ((string project, string[] expected) in Arrows)
        {
            string path = $"src/{project}/Ledger.{project}.csproj";
            string[] actual = [.. References(path).Order(StringComparer.Ordinal)];
            if (!actual.SequenceEqual(expected))
            {
                findings.Add(new Finding(path, 1, $"references [{string.Join(", ", actual)}] but the house allows exactly "
                    + $"[{string.Join(", ", expected)}]. Remove the reference, or change the picture with an ADR."));
            }
        }

        Finding.AssertNone(findings);
    }

    [Fact]
    public void Every_project_of_the_product_is_in_the_picture()
    {
        IEnumerable<string> projects = Repository.Files("*.csproj", "src")
            .Select(path => Path.GetFileNameWithoutExtension(path).Replace("Ledger.", "", StringComparison.Ordinal));
        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), projects.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_domain_takes_no_package()
    {
        string path = Path.Combine(Repository.Root, "src/Domain/Ledger.Domain.csproj");
        Assert.Empty(XDocument.Load(path).Descendants("PackageReference"));
    }

    [Fact]
    public void The_product_never_references_tests_or_measurements() => Finding.AssertNone(
        from project in Repository.Files("*.csproj", "src")
        from reference in XDocument.Load(project).Descendants("ProjectReference")
        let include = reference.Attribute("Include")!.Value
        where include.Contains("tests/", StringComparison.Ordinal) || include.Contains("perf/", StringComparison.Ordinal)
        select new Finding(Repository.Relative(project), 1, $"references {include}; the product stands without its tests."));

    private static IEnumerable<string> References(string project) => XDocument
        .Load(Path.Combine(Repository.Root, project))
        .Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
        .Select(name => name.Replace("Ledger.", "", StringComparison.Ordinal));
}
