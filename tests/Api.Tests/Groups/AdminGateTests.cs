using System.Net;
using Ledger.Api.Groups;
using Microsoft.AspNetCore.Http;

namespace Ledger.Api.Tests.Groups;

public sealed class AdminGateTests : IDisposable
{
    private const string Token = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-admin-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "admin.token");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("127.0.0.1", "Bearer " + Token, "Allowed")]
    [InlineData("::1", "bearer " + Token + " ", "Allowed")]
    [InlineData("::ffff:127.0.0.1", "Bearer " + Token, "Allowed")]
    [InlineData("127.0.0.1", "", "NoToken")]
    [InlineData("127.0.0.1", "Bearer ", "NoToken")]
    [InlineData("127.0.0.1", "Bearer 00112233445566778899aabbccddeeff00112233445566778899aabbccddeefe", "NoToken")]
    [InlineData("127.0.0.1", Token, "NoToken")]
    [InlineData("10.0.0.7", "Bearer " + Token, "NotLocal")]
    [InlineData("2001:db8::1", "Bearer " + Token, "NotLocal")]
    public void Only_this_machine_with_the_token_may_manage(string address, string shown, string expected)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        context.Request.Headers.Authorization = shown;

        Assert.Equal(expected, new AdminGate(Token).Judge(context).ToString());
    }

    [Fact]
    public void A_caller_of_unknown_origin_may_not_manage()
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = "Bearer " + Token;

        Assert.Equal(AdminVerdict.NotLocal, new AdminGate(Token).Judge(context));
    }

    [Fact]
    public void A_token_is_drawn_once_and_readable_by_its_owner_only()
    {
        string first = AdminTokenFile.LoadOrCreate(Path);

        Assert.Equal(64, first.Length);
        Assert.Equal(first, AdminTokenFile.LoadOrCreate(Path));
        Assert.Equal([Path], Directory.GetFiles(_folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            Assert.Contains(Path, Assert.Throws<InvalidDataException>(() => AdminTokenFile.LoadOrCreate(Path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_holds_no_token_is_named()
    {
        AdminTokenFile.LoadOrCreate(Path);
        File.WriteAllText(Path, "secret");

        Assert.Contains(Path, Assert.Throws<InvalidDataException>(() => AdminTokenFile.LoadOrCreate(Path)).Message, StringComparison.Ordinal);
    }
}
