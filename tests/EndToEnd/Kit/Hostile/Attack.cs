namespace Ledger.EndToEnd.Kit.Hostile;

/// <summary>Something that a peer may not say; whoever hears it must end the session.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Bytes">The bytes.</param>
internal sealed record Attack(string Name, byte[] Bytes)
{
    private const int Seed = 24;

    /// <summary>What a member may say about another group: it is not even decoded (row 25 of the fault matrix).</summary>
    public static byte[] ForAnotherGroup() => WireFrame.Of(WireFrame.Consensus, Random(200), group: 2).Encode();

    /// <summary>Frames that are none, or whose content is none (row 24). The first three are the gravest.</summary>
    public static IReadOnlyList<Attack> OnFrames() =>
    [
        new("a length of 2^31", WireFrame.Of(WireFrame.Transactions, []).Encode(length: 0x8000_0000)),
        new("a body that says it is a gigabyte when decompressed",
            new WireFrame(WireFrame.Transactions, 1, WireFrame.Compressed, [0x40, 0, 0, 0, .. Random(1020)]).Encode()),
        new("random transactions", WireFrame.Of(WireFrame.Transactions, Random(5000)).Encode()),
        new("a length of all ones", WireFrame.Of(WireFrame.Transactions, []).Encode(length: uint.MaxValue)),
        new("a length of zero", WireFrame.Of(WireFrame.Transactions, []).Encode(length: 0)),
        new("an unknown kind", WireFrame.Of(77, Random(16)).Encode()),
        new("an unknown flag", new WireFrame(WireFrame.Status, 1, 0x80, Random(16)).Encode()),
        new("a group without its genesis", WireFrame.Of(WireFrame.GroupOpened, Random(5)).Encode()),
        new("a random status", WireFrame.Of(WireFrame.Status, Random(40)).Encode()),
        new("a random request for blocks", WireFrame.Of(WireFrame.BlockRequest, Random(20)).Encode()),
        new("random blocks", WireFrame.Of(WireFrame.BlockResponse, Random(5000)).Encode()),
        new("random bodies", WireFrame.Of(WireFrame.BodyResponse, Random(5000)).Encode()),
    ];

    /// <summary>Consensus messages that nobody may take for true (row 29). The first three are the gravest.</summary>
    public static IReadOnlyList<Attack> OnConsensus(ForgedMessages forged) =>
    [
        new("a vote in another sealer's name", forged.InAnothersName().Encode()),
        new("a NewView of one voter under several names", forged.NewViewOfOne(view: 4).Encode()),
        new("a view beyond the last", forged.ViewBeyondAll().Encode()),
        new("a signature of other words", forged.WronglySigned().Encode()),
        new("a random consensus message", WireFrame.Of(WireFrame.Consensus, [0, 0, 0, 0, 0, 0, 0, 1, .. Random(300)]).Encode()),
        new("an epoch below zero", WireFrame.Of(WireFrame.Consensus, [0xff, 0, 0, 0, 0, 0, 0, 1, .. Random(300)]).Encode()),
    ];

    private static byte[] Random(int count)
    {
        byte[] bytes = new byte[count];
        new Random(Seed + count).NextBytes(bytes);
        return bytes;
    }
}
