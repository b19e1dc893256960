using System.Buffers.Binary;
using Ledger.Consensus;
using Ledger.Consensus.Pbft;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;

namespace Ledger.EndToEnd.Kit.Hostile;

/// <summary>Consensus messages with which a sealer lies, signed with its own key or falsely.</summary>
internal sealed class ForgedMessages
{
    private const long FirstEpoch = 1;

    private readonly PbftSeal _seal;
    private readonly CertifiedHeader _genesis;
    private readonly SealerSet _sealers;

    /// <summary>Takes the key of a node.</summary>
    public ForgedMessages(FaultyNodes chain, int liar)
    {
        Genesis genesis = chain.Genesis;
        Block block = GenesisBlock.Create(genesis, CryptoSuites.Secp256k1).Block;
        _genesis = new CertifiedHeader(block.Header, block.Hash, BlockCertificate.None);
        _sealers = genesis.SealerSet();
        _seal = new PbftSeal(
            new GroupIdentity(genesis.ChainId, genesis.GroupId, block.Hash),
            _sealers,
            CryptoSuites.Secp256k1,
            NodeKeyFile.Load(chain.Folder.NodeFile(chain.Chain.Nodes[liar], "node.key")));
    }

    /// <summary>A truly signed wish for a view.</summary>
    public WireFrame ViewChange(long view) => Signed(new PbftMessage.ViewChange(view, _genesis, []));

    /// <summary>A truly signed claim to be in a view.</summary>
    public WireFrame Status(long view) => Signed(new PbftMessage.Status(view, IsActive: true, _genesis));

    /// <summary>A truly signed vote for nothing that was ever offered.</summary>
    public WireFrame Prepare(long number, long view) => Signed(new PbftMessage.Prepare(number, view, _genesis.Hash));

    /// <summary>A NewView whose quorum is one sealer's ViewChange, three times under different names.</summary>
    public WireFrame NewViewOfOne(long view)
    {
        var change = new PbftMessage.ViewChange(view, _genesis, []);
        ReadOnlyMemory<byte> signature = _seal.Sign(change).Signature;
        SignedViewChange[] changes = [.. Enumerable.Range(0, _sealers.Threshold).Select(sender => new SignedViewChange(sender, change, signature))];
        return Signed(new PbftMessage.NewView(view, changes));
    }

    /// <summary>A vote with this sealer's signature in another sealer's name.</summary>
    public WireFrame InAnothersName()
    {
        var prepare = new PbftMessage.Prepare(1, 0, _genesis.Hash);
        VerifiedMessage own = _seal.Sign(prepare);
        int another = (own.Sender + 1) % _sealers.Count;
        return Framed(PbftCodec.Encode(prepare, another, PbftCodec.EncodePayload(prepare), own.Signature.Span));
    }

    /// <summary>A vote whose signature is of other words.</summary>
    public WireFrame WronglySigned()
    {
        var said = new PbftMessage.Prepare(2, 0, _genesis.Hash);
        VerifiedMessage other = _seal.Sign(new PbftMessage.Prepare(1, 0, _genesis.Hash));
        return Framed(PbftCodec.Encode(said, other.Sender, PbftCodec.EncodePayload(said), other.Signature.Span));
    }

    /// <summary>A wish for a view beyond the last there can be.</summary>
    public WireFrame ViewBeyondAll() => ViewChange(long.MaxValue);

    private WireFrame Signed(PbftMessage message) => Framed(_seal.Sign(message).Bytes);

    private static WireFrame Framed(ReadOnlyMemory<byte> message)
    {
        byte[] body = new byte[sizeof(long) + message.Length];
        BinaryPrimitives.WriteInt64BigEndian(body, FirstEpoch);
        message.CopyTo(body.AsMemory(sizeof(long)));
        return WireFrame.Of(WireFrame.Consensus, body);
    }
}
