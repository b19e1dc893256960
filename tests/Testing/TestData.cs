namespace Ledger.Testing;

/// <summary>Finds the conformance data that stands beside the repository, never inside it.</summary>
public static class TestData
{
    /// <summary>Environment variable that names the folder when it stands elsewhere.</summary>
    public const string Variable = "LEDGER_TESTDATA";

    /// <summary>The folder, or <see langword="null"/> when this machine does not have it: such tests then skip, and say so.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The path of a file or folder under the data folder.</summary>
    /// <exception cref="DirectoryNotFoundException">This machine does not have the data.</exception>
    public static string Locate(params string[] parts) => Path.Combine([
        Folder ?? throw new DirectoryNotFoundException($"No conformance data; set {Variable} to its folder."),
        .. parts]);

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
        {
            return named;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
            {
                string beside = Path.Combine(folder.Parent?.FullName ?? "/", "shared", "testdata");
                return Directory.Exists(beside) ? beside : null;
            }
        }

        return null;
    }
}
