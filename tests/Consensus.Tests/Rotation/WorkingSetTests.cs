using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Consensus.Rotation;
using Ledger.Crypto;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Testing;

namespace Ledger.Consensus.Tests.Rotation;

public sealed class WorkingSetTests
{
    private static readonly IHashFunction Hash = CryptoSuites.Secp256k1.Hash;

    [Fact]
    public void So_many_different_candidates_are_chosen_as_are_asked_for() => SeededCases.Run(500, random =>
    {
        SealerSet candidates = Candidates(random, random.Next(1, 40));
        int count = random.Next(1, candidates.Count + 1);

        SealerSet chosen = WorkingSet.Choose(candidates, count, Generators.Hash(random), Hash);

        Assert.Equal(count, chosen.Count);
        Assert.All(chosen.Members, member => Assert.True(candidates.Contains(member)));
    });

    [Fact]
    public void All_are_chosen_when_there_are_not_more_than_asked_for() => SeededCases.Run(50, random =>
    {
        SealerSet candidates = Candidates(random, random.Next(1, 10));

        Assert.Equal(candidates, WorkingSet.Choose(candidates, candidates.Count, Generators.Hash(random), Hash));
        Assert.Equal(candidates, WorkingSet.Choose(candidates, int.MaxValue, Generators.Hash(random), Hash));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_set_of_nobody_cannot_be_chosen(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            WorkingSet.Choose(Candidates(new Random(1), 4), count, Generators.Hash(new Random(2)), Hash));

    [Fact]
    public void The_order_in_which_candidates_are_listed_is_irrelevant() => SeededCases.Run(200, random =>
    {
        NodeId[] members = [.. Candidates(random, random.Next(2, 20)).Members];
        Hash256 seed = Generators.Hash(random);
        int count = random.Next(1, members.Length);
        SealerSet expected = WorkingSet.Choose(new SealerSet(members), count, seed, Hash);

        random.Shuffle(members);

        Assert.Equal(expected, WorkingSet.Choose(new SealerSet(members), count, seed, Hash));
    });

    /// <summary>Nodes of all versions must draw alike: changing these answers, which were computed by another program,
    /// splits running groups.</summary>
    [Fact]
    public void The_draw_is_frozen()
    {
        SealerSet ten = Numbered(10);
        SealerSet hundred = Numbered(100);
        var counting = new Hash256([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

        Assert.Equal([1, 2, 4, 9], Indexes(ten, WorkingSet.Choose(ten, 4, Hash256.Zero, new Sha256Hash())));
        Assert.Equal([12, 43, 47, 60, 78, 82, 99], Indexes(hundred, WorkingSet.Choose(hundred, 7, counting, new Sha256Hash())));
    }

    /// <summary>Chi-squared with 6 degrees of freedom is above 22.46 with a chance of 1 in 1,000; the seeds are fixed.
    /// Members of one set exclude each other, which makes the statistic smaller, never larger.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void Every_candidate_is_chosen_equally_often(int count)
    {
        const int Seeds = 14_000;
        SealerSet candidates = Numbered(7);
        int[] times = new int[candidates.Count];
        for (int i = 0; i < Seeds; i++)
        {
            foreach (int index in Indexes(candidates, WorkingSet.Choose(candidates, count, SeedOf(i), Hash)))
            {
                times[index]++;
            }
        }

        Assert.InRange(ChiSquared(times, (double)Seeds * count / candidates.Count), 0, 22.46);
    }

    /// <summary>Every one of the 20 sets of 3 out of 6; with 19 degrees of freedom 43.82 is exceeded once in 1,000.</summary>
    [Fact]
    public void Every_set_is_chosen_equally_often()
    {
        const int Seeds = 20_000;
        SealerSet candidates = Numbered(6);
        var times = new Dictionary<string, int>();
        for (int i = 0; i < Seeds; i++)
        {
            string set = string.Join(',', Indexes(candidates, WorkingSet.Choose(candidates, 3, SeedOf(i), Hash)));
            times[set] = times.GetValueOrDefault(set) + 1;
        }

        Assert.Equal(20, times.Count);
        Assert.InRange(ChiSquared(times.Values, Seeds / 20.0), 0, 43.82);
    }

    /// <summary>Of three candidates, 2^64 - 1 is one number too many: 2^64 is 1 more than a multiple of 3.</summary>
    [Fact]
    public void A_number_above_the_last_whole_multiple_is_drawn_again()
    {
        SealerSet candidates = Numbered(3);

        Assert.Equal([0], Indexes(candidates, WorkingSet.Choose(candidates, 1, Hash256.Zero, new ScriptedHash(ulong.MaxValue, 3))));
        Assert.Equal([2], Indexes(candidates, WorkingSet.Choose(candidates, 1, Hash256.Zero, new ScriptedHash(ulong.MaxValue - 1))));
    }

    /// <summary>2^64 is a whole multiple of 4: no number is one too many.</summary>
    [Fact]
    public void Every_number_serves_when_the_candidates_are_a_power_of_two()
    {
        SealerSet candidates = Numbered(4);

        Assert.Equal([3], Indexes(candidates, WorkingSet.Choose(candidates, 1, Hash256.Zero, new ScriptedHash(ulong.MaxValue))));
    }

    private static double ChiSquared(IEnumerable<int> observed, double expected) =>
        observed.Sum(times => (times - expected) * (times - expected) / expected);

    private static int[] Indexes(SealerSet candidates, SealerSet chosen) =>
        [.. chosen.Members.Select(member => candidates.IndexOf(member))];

    private static Hash256 SeedOf(int number) => Hash.Hash(BitConverter.GetBytes(number));

    private static SealerSet Numbered(int count) =>
        new(Enumerable.Range(0, count).Select(i => new NodeId([(byte)i, .. new byte[NodeId.SizeBytes - 1]])));

    private static SealerSet Candidates(Random random, int count) =>
        new(Enumerable.Range(0, count).Select(_ => Generators.NodeId(random)));

    private sealed class Sha256Hash : IHashFunction
    {
        public Hash256 Hash(ReadOnlySpan<byte> data) => new(SHA256.HashData(data));
    }

    private sealed class ScriptedHash(params ulong[] numbers) : IHashFunction
    {
        private readonly Queue<ulong> _numbers = new(numbers);

        public Hash256 Hash(ReadOnlySpan<byte> data)
        {
            byte[] hash = new byte[Hash256.SizeBytes];
            BinaryPrimitives.WriteUInt64BigEndian(hash, _numbers.Dequeue());
            return new Hash256(hash);
        }
    }
}
