using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Cli.Demo;

/// <summary>The compiled ERC-20 of <c>contracts/DemoToken.sol</c>.</summary>
/// <param name="Bytecode">What a deployment sends before the constructor's argument.</param>
/// <param name="SourceSha256">SHA-256 of the source that was compiled, in hexadecimal.</param>
internal sealed record TokenArtifact(byte[] Bytecode, string SourceSha256)
{
    private const string ResourceName = "DemoToken.json";

    /// <summary>Reads the artifact that is built into this program.</summary>
    public static TokenArtifact Load()
    {
        using Stream stream = typeof(TokenArtifact).Assembly.GetManifestResourceStream(ResourceName)!;
        using var document = JsonDocument.Parse(stream);
        JsonElement root = document.RootElement;
        return new TokenArtifact(
            Hex.Decode(root.GetProperty("bytecode").GetString()), root.GetProperty("sourceSha256").GetString()!);
    }

    /// <summary>The data of the transaction that deploys the token.</summary>
    public byte[] DeployWith(UInt256 supply) => TokenAbi.Deployment(Bytecode, supply);
}
