namespace Ledger.Cli.Groups;

/// <summary>What a node answered to a request to manage a group.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Code">FISCO BCOS's code, such as <c>0x0</c>.</param>
/// <param name="Message">One sentence.</param>
internal sealed record GroupAnswer(string Node, string Code, string Message)
{
    /// <summary>The node did it.</summary>
    public bool IsDone => Code == "0x0";
}
