using Ledger.Cli.CommandLine;
using Ledger.Cli.Contracts;

namespace Ledger.EndToEnd.Commands;

public sealed class AbiFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"ledger-abi-{Guid.NewGuid():n}.json");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("""[{"type":"receive"}]""")]
    [InlineData("""{"contractName":"A","abi":[{"type":"receive"}],"bytecode":"0x"}""")]
    public void The_array_and_an_artifact_give_the_interface(string text) => Assert.Equal("""[{"type":"receive"}]""", Read(text));

    [Theory]
    [InlineData("nothing", "is not JSON")]
    [InlineData("""{"bytecode":"0x"}""", "holds no contract ABI")]
    [InlineData("""[{"type":"error","name":"1"}]""", "abi[0].name")]
    public void What_holds_none_is_refused_in_words(string text, string words) =>
        Assert.Contains(words, Assert.Throws<CommandFailedException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains(_path, Assert.Throws<CommandFailedException>(() => AbiFile.Read(_path)).Message, StringComparison.Ordinal);

    private string Read(string text)
    {
        File.WriteAllText(_path, text);
        return AbiFile.Read(_path);
    }
}
