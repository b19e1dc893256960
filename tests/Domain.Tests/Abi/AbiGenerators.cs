using System.Numerics;
using Ledger.Domain.Abi;
using Ledger.Testing;

namespace Ledger.Domain.Tests.Abi;

/// <summary>Types drawn from a seeded source, and values that they take, with the edges drawn often.</summary>
internal static class AbiGenerators
{
    public static AbiType.Tuple Parameters(Random random)
    {
        var members = new List<AbiParameter>();
        for (int i = random.Next(5); i > 0; i--)
        {
            members.Add(Parameter(random, 4));
        }

        return new AbiType.Tuple(members);
    }

    public static AbiType Type(Random random, int depth) => random.Next(depth > 0 ? 13 : 9) switch
    {
        0 => new AbiType.Number(8 * random.Next(1, 33), isSigned: false),
        1 => new AbiType.Number(8 * random.Next(1, 33), isSigned: true),
        2 => new AbiType.Address(),
        3 => new AbiType.Boolean(),
        4 => new AbiType.FixedBytes(random.Next(1, 33)),
        5 => new AbiType.Bytes(),
        6 => new AbiType.Text(),
        7 => new AbiType.Function(),
        8 => new AbiType.FixedPoint(8 * random.Next(1, 33), random.Next(1, 81), random.Next(2) == 0),
        9 or 10 => new AbiType.Array(Type(random, depth - 1)),
        11 => new AbiType.FixedArray(Type(random, depth - 1), random.Next(1, 4)),
        _ => new AbiType.Tuple([Parameter(random, depth - 1), .. Generators.List(random, 3, _ => Parameter(random, depth - 1))]),
    };

    public static AbiValue[] Values(Random random, AbiType.Tuple types) =>
        [.. types.Members.Select(member => Value(random, member.Type))];

    public static AbiValue Value(Random random, AbiType type) => type switch
    {
        AbiType.Number number => Number(random, number.Bits, number.IsSigned),
        AbiType.FixedPoint number => Number(random, number.Bits, number.IsSigned),
        AbiType.Address => Generators.Address(random),
        AbiType.Boolean => random.Next(2) == 0,
        AbiType.FixedBytes bytes => Generators.Exactly(random, bytes.LengthBytes),
        AbiType.Function => Generators.Exactly(random, AbiType.Function.LengthBytes),
        AbiType.Bytes => Content(random),
        AbiType.Text => AbiValue.Utf8(Content(random)),
        AbiType.Array array => Items(random, array.Element, random.Next(4)),
        AbiType.FixedArray array => Items(random, array.Element, array.Length),
        AbiType.Tuple tuple => AbiValue.List(Values(random, tuple)),
        _ => throw new ArgumentException($"No values of {type}.", nameof(type)),
    };

    private static AbiParameter Parameter(Random random, int depth) =>
        new(random.Next(2) == 0 ? "" : "p" + (char)('a' + random.Next(26)), Type(random, depth));

    private static AbiValue Items(Random random, AbiType element, int count) =>
        AbiValue.List([.. Enumerable.Range(0, count).Select(_ => Value(random, element))]);

    // Lengths around a word are where padding changes and where values move to the heap.
    private static byte[] Content(Random random) =>
        Generators.Exactly(random, random.Next(3) == 0 ? random.Next(31, 34) : random.Next(100));

    private static AbiValue Number(Random random, int bits, bool isSigned)
    {
        BigInteger count = BigInteger.One << bits;
        BigInteger number = random.Next(5) switch
        {
            0 => 0,
            1 => count - 1,
            2 => count >> 1,
            3 => (count >> 1) - 1,
            _ => new BigInteger(Generators.Exactly(random, bits / 8), isUnsigned: true),
        };
        return AbiValue.Number(isSigned && number >= count >> 1 ? number - count : number);
    }
}
