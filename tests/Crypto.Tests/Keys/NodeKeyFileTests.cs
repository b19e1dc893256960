using System.Runtime.Versioning;
using Ledger.Crypto.Keys;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Tests.Keys;

[UnsupportedOSPlatform("windows")]
public sealed class NodeKeyFileTests : IDisposable
{
    private const string Key = "39e2a63b92251aa3e45c2322ee28aa0ba49dd6423f12478a6bea0b6d2ecccd1e";
    private readonly string _folder = Directory.CreateTempSubdirectory("node-key-").FullName;

    private string KeyPath => Path.Combine(_folder, "node.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_new_key_can_be_loaded_again_and_is_the_owners_alone()
    {
        Secp256k1Signer made = NodeKeyFile.Create(KeyPath);

        Assert.Equal(made.Id, NodeKeyFile.Load(KeyPath).Id);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        Assert.Equal([KeyPath], Directory.GetFiles(_folder));
        Assert.Matches("^[0-9a-f]{64}\n$", File.ReadAllText(KeyPath));
    }

    [Fact]
    public void Two_new_keys_differ() => Assert.NotEqual(
        NodeKeyFile.Create(KeyPath).Id, NodeKeyFile.Create($"{KeyPath}2").Id);

    [Fact]
    public void A_key_is_never_replaced()
    {
        NodeId first = NodeKeyFile.Create(KeyPath).Id;

        Assert.Throws<NodeKeyException>(() => NodeKeyFile.Create(KeyPath));
        Assert.Equal(first, NodeKeyFile.LoadOrCreate(KeyPath).Id);
    }

    [Fact]
    public void Loading_or_creating_makes_a_key_the_first_time() =>
        Assert.Equal(NodeKeyFile.LoadOrCreate(KeyPath).Id, NodeKeyFile.Load(KeyPath).Id);

    [Theory]
    [InlineData(Key)]
    [InlineData($"{Key}\n")]
    [InlineData($"0x{Key}\r\n")]
    public void A_key_written_by_hand_is_read(string text)
    {
        Write(text);

        Assert.Equal("0xd996ce2bc7b13d57b009e16d0c6a157d4517f4d4", NodeKeyFile.Load(KeyPath).Address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("39e2a63b92251aa3e45c2322ee28aa0b")]
    [InlineData($"{Key}00")]
    [InlineData($"{Key}\n{Key}\n")]
    [InlineData("zze2a63b92251aa3e45c2322ee28aa0ba49dd6423f12478a6bea0b6d2ecccd1e")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void What_is_no_key_is_refused_without_showing_it(string text)
    {
        Write(text);

        NodeKeyException refusal = Assert.Throws<NodeKeyException>(() => NodeKeyFile.Load(KeyPath));

        Assert.Contains(KeyPath, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("39e2a63b", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_key_that_others_may_use_is_refused_with_the_command_that_mends_it(UnixFileMode added)
    {
        Write(Key);
        File.SetUnixFileMode(KeyPath, File.GetUnixFileMode(KeyPath) | added);

        NodeKeyException refusal = Assert.Throws<NodeKeyException>(() => NodeKeyFile.Load(KeyPath));

        Assert.Contains($"chmod 600 {KeyPath}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_key_is_named()
    {
        NodeKeyException refusal = Assert.Throws<NodeKeyException>(() => NodeKeyFile.Load(KeyPath));

        Assert.Equal(KeyPath, refusal.Path);
        Assert.Contains("does not exist", refusal.Message, StringComparison.Ordinal);
    }

    private void Write(string text)
    {
        File.WriteAllText(KeyPath, text);
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
