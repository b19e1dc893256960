using System.Globalization;
using System.Text.Json;
using Ledger.Application.Network;
using Ledger.Domain.Primitives;
using Ledger.Node;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>The consensus status of a PBFT group in FISCO BCOS 2.x's shape: a pair of the status and everyone's view.</summary>
internal static class FiscoConsensusJson
{
    private const int PbftModule = 8;
    private const int ObserverAccount = 0;
    private const int SealerAccount = 1;

    public static void Write(Utf8JsonWriter writer, NodeView node)
    {
        writer.WriteStartArray();
        WriteStatus(writer, node);
        writer.WriteStartArray();
        foreach (NodeId sealer in node.Sealers.Members)
        {
            writer.WriteStartObject();
            writer.WriteString("nodeId"u8, FiscoBlockJson.Digits(sealer));
            writer.WriteNumber("view"u8, ViewOf(node, sealer));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndArray();
    }

    private static void WriteStatus(Utf8JsonWriter writer, NodeView node)
    {
        int sealers = node.Sealers.Count;
        writer.WriteStartObject();
        writer.WriteNumber("accountType"u8, node.IsSealer ? SealerAccount : ObserverAccount);
        writer.WriteBoolean("allowFutureBlocks"u8, true);
        writer.WriteBoolean("cfgErr"u8, !node.IsSealer);
        writer.WriteNumber("connectedNodes"u8, node.Peers.Count);
        writer.WriteNumber("consensusedBlockNumber"u8, node.Consensus.Number);
        writer.WriteNumber("currentView"u8, node.Consensus.View);
        writer.WriteNumber("groupId"u8, node.Genesis.GroupId);
        writer.WriteString("highestblockHash"u8, node.Head.Hash.ToString());
        writer.WriteNumber("highestblockNumber"u8, node.Head.Number);
        writer.WriteBoolean("leaderFailed"u8, node.Consensus.Phase == "ViewChange");
        writer.WriteNumber("max_faulty_leader"u8, node.Sealers.MaxFaulty);
        writer.WriteString("nodeId"u8, FiscoBlockJson.Digits(node.Self));
        writer.WriteNumber("nodeNum"u8, sealers);
        writer.WriteNumber("node_index"u8, node.Sealers.IndexOf(node.Self));
        writer.WriteBoolean("omitEmptyBlock"u8, true);
        writer.WriteNumber("protocolId"u8, FiscoNodeJson.ProtocolId(node.Genesis.GroupId, PbftModule));
        for (int i = 0; i < sealers; i++)
        {
            writer.WriteString(
                string.Create(CultureInfo.InvariantCulture, $"sealer.{i}"), FiscoBlockJson.Digits(node.Sealers[i]));
        }

        writer.WriteNumber("toView"u8, node.Consensus.View);
        writer.WriteEndObject();
    }

    private static long ViewOf(NodeView node, NodeId sealer) =>
        sealer == node.Self ? node.Consensus.View
        : node.PeerProgress.TryGetValue(sealer, out PeerProgress? progress) ? progress.View
        : 0;
}
