using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Simulation.Bugs;

/// <summary>A hash that leaves chain, group and genesis out of what a consensus signature covers: a planted bug.</summary>
/// <param name="hash">The real hash.</param>
internal sealed class GrouplessHash(IHashFunction hash) : IHashFunction
{
    private const int GroupFields = 5;

    private static readonly byte[] Tag = "ledger/pbft/1"u8.ToArray();

    public static CryptoSuite Weaken(CryptoSuite suite) => new(new GrouplessHash(suite.Hash), suite.Signatures);

    public Hash256 Hash(ReadOnlySpan<byte> data)
    {
        var reader = new RlpReader(data);
        if (!reader.TryReadOnlyList(out RlpReader fields)
            || !fields.TryReadBytes(out ReadOnlySpan<byte> tag)
            || !tag.SequenceEqual(Tag))
        {
            return hash.Hash(data);
        }

        for (int i = 0; i < GroupFields; i++)
        {
            fields.TryReadBytes(out _);
        }

        return hash.Hash(data[fields.Position..]);
    }
}
