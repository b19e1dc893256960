using Ledger.Infrastructure.Journal;
using Ledger.Node.Ports;

namespace Ledger.Infrastructure.Tests.Journal;

/// <summary>The witness of a vote journal on disk.</summary>
public sealed class PromiseFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"promises-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_new_file_witnesses_nothing()
    {
        using var file = new PromiseFile(_path);
        Assert.Null(file.Read());
    }

    [Fact]
    public void The_last_note_is_read_by_the_next_process()
    {
        using (var file = new PromiseFile(_path))
        {
            for (int i = 1; i <= 5; i++)
            {
                file.Note(new Promises(i, i * 2, 1, 3), isDurable: i == 3);
            }
        }

        using (var file = new PromiseFile(_path))
        {
            Assert.Equal(new Promises(5, 10, 1, 3), file.Read());
            file.Note(new Promises(6, 12, 1, 3), isDurable: true);
        }

        using var last = new PromiseFile(_path);
        Assert.Equal(new Promises(6, 12, 1, 3), last.Read());
    }

    /// <summary>Whatever byte is damaged, the note is the last one, the one before it, or none: never another.</summary>
    [Fact]
    public void A_write_that_was_cut_short_leaves_the_note_before_it()
    {
        Promises before = new(1, 2, 1, 0);
        Promises after = new(2, 3, 1, 0);
        using (var file = new PromiseFile(_path))
        {
            file.Note(before, isDurable: true);
            file.Note(after, isDurable: true);
        }

        byte[] whole = File.ReadAllBytes(_path);
        for (int place = 0; place < whole.Length; place++)
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= 0x40;
            File.WriteAllBytes(_path, damaged);
            using var file = new PromiseFile(_path);
            Assert.Contains(file.Read(), (Promises?[])[before, after]);
        }

        File.WriteAllBytes(_path, whole[..30]);
        using var cut = new PromiseFile(_path);
        Assert.Null(cut.Read());
    }

    [Fact]
    public void Two_processes_cannot_have_one_witness()
    {
        using var file = new PromiseFile(_path);
        Assert.Throws<IOException>(() => new PromiseFile(_path));
    }
}
