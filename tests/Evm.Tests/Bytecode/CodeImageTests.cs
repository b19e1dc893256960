using Ledger.Domain.Primitives;
using Ledger.Evm.Bytecode;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tests.Bytecode;

public sealed class CodeImageTests
{
    private const int Seed = 5;

    [Fact]
    public void Jump_destinations_agree_with_a_walk_over_the_code()
    {
        var random = new Random(Seed);
        var image = new CodeImage();
        for (int i = 0; i < 500; i++)
        {
            byte[] code = [.. Enumerable.Range(0, random.Next(300))
                .Select(_ => random.Next(3) == 0 ? (byte)Opcode.JumpDest : (byte)random.Next(0x50, 0x90))];
            image.Load(code);
            HashSet<ulong> expected = Walk(code);
            for (ulong offset = 0; offset < (ulong)code.Length + 40; offset++)
            {
                Assert.True(expected.Contains(offset) == image.IsJumpDestination(offset), $"offset {offset}, seed {Seed}");
            }
        }
    }

    [Fact]
    public void The_cache_forgets_the_least_recent_generation()
    {
        var cache = new CodeCache(generationBytesMax: 1);
        Hash256[] hashes = [.. Enumerable.Range(1, 4).Select(i => new Hash256([.. Enumerable.Repeat((byte)i, 32)]))];
        foreach (Hash256 hash in hashes)
        {
            cache.Add(hash, new CodeImage([1]));
        }

        Assert.False(cache.TryGet(hashes[0], out _));
        Assert.True(cache.TryGet(hashes[3], out _));
        Assert.True(cache.Count <= 2);
    }

    private static HashSet<ulong> Walk(byte[] code)
    {
        var found = new HashSet<ulong>();
        int offset = 0;
        while (offset < code.Length)
        {
            int opcode = code[offset];
            if (opcode == 0x5b)
            {
                found.Add((ulong)offset);
            }

            offset += opcode is >= 0x60 and <= 0x7f ? opcode - 0x5f + 1 : 1;
        }

        return found;
    }
}
