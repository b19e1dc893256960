namespace Ledger.Network.Wire;

/// <summary>The names of the kinds as metrics show them; a table, because an enum's own text is allocated at each call.</summary>
internal static class FrameKindName
{
    private static readonly string?[] Names = Build();

    /// <summary>The name of a known kind.</summary>
    public static string Of(FrameKind kind) => Names[(byte)kind] ?? "unknown";

    private static string?[] Build()
    {
        string?[] names = new string?[byte.MaxValue + 1];
        foreach (FrameKind kind in Enum.GetValues<FrameKind>())
        {
            names[(byte)kind] = kind.ToString();
        }

        return names;
    }
}
