using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Ledger.Api.Configuration;
using Ledger.Application.Network;
using Ledger.Domain.Primitives;
using Ledger.Node;
using Ledger.Node.Ports;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>The node and its peers in FISCO BCOS 2.x's shapes.</summary>
internal static class FiscoNodeJson
{
    /// <summary>The version of FISCO BCOS whose protocols the node speaks; its SDKs choose their behaviour by it.</summary>
    public const string SpokenVersion = "2.11.1";

    /// <summary>Module of block synchronisation in FISCO BCOS's protocol ids.</summary>
    private const int SyncModule = 9;

    public static void WriteVersion(Utf8JsonWriter writer, long chainId)
    {
        string informational = Assembly.GetExecutingAssembly()
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        int plus = informational.IndexOf('+', StringComparison.Ordinal);
        writer.WriteStartObject();
        writer.WriteString("Build Time"u8, ""u8);
        writer.WriteString("Build Type"u8, $"{RuntimeInformation.RuntimeIdentifier}/dotnet/Release");
        writer.WriteString("Chain Id"u8, chainId.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("FISCO-BCOS Version"u8, SpokenVersion);
        writer.WriteString("Git Branch"u8, ""u8);
        writer.WriteString("Git Commit Hash"u8, plus < 0 ? "" : informational[(plus + 1)..]);
        writer.WriteString("Supported Version"u8, SpokenVersion);
        writer.WriteEndObject();
    }

    public static void WriteSelf(Utf8JsonWriter writer, in NodeId self, NodeOptions options) =>
        WriteNode(writer, options.PeerListen, options.Name, self);

    public static void WritePeers(Utf8JsonWriter writer, IReadOnlyList<PeerSession> peers)
    {
        writer.WriteStartArray();
        foreach (PeerSession peer in peers)
        {
            WriteNode(writer, peer.Endpoint, peer.Name, peer.Id);
        }

        writer.WriteEndArray();
    }

    /// <summary>In this one answer FISCO BCOS 2.11 writes hashes without <c>0x</c>.</summary>
    public static void WriteSync(Utf8JsonWriter writer, NodeView node)
    {
        (long highest, Hash256 hash) = node.PeerProgress.Values
            .Select(peer => (peer.Number, peer.Hash))
            .Append((node.Head.Number, node.Head.Hash))
            .MaxBy(known => known.Number);
        writer.WriteStartObject();
        writer.WriteNumber("blockNumber"u8, node.Head.Number);
        writer.WriteString("genesisHash"u8, Digits(node.GenesisHash));
        writer.WriteBoolean("isSyncing"u8, node.IsSyncing);
        writer.WriteNumber("knownHighestNumber"u8, highest);
        writer.WriteString("knownLatestHash"u8, Digits(hash));
        writer.WriteString("latestHash"u8, Digits(node.Head.Hash));
        writer.WriteString("nodeId"u8, FiscoBlockJson.Digits(node.Self));
        writer.WriteStartArray("peers"u8);
        foreach ((NodeId id, PeerProgress progress) in node.PeerProgress.OrderBy(peer => peer.Key))
        {
            writer.WriteStartObject();
            writer.WriteNumber("blockNumber"u8, progress.Number);
            writer.WriteString("genesisHash"u8, Digits(node.GenesisHash));
            writer.WriteString("latestHash"u8, Digits(progress.Hash));
            writer.WriteString("nodeId"u8, FiscoBlockJson.Digits(id));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("protocolId"u8, ProtocolId(node.Genesis.GroupId, SyncModule));
        writer.WriteString("txPoolSize"u8, node.PoolCount.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }

    public static int ProtocolId(int group, int module) => (group << 16) | module;

    private static string Digits(Hash256 hash) => hash.ToString()[2..];

    private static void WriteNode(Utf8JsonWriter writer, string endpoint, string name, NodeId id)
    {
        writer.WriteStartObject();
        writer.WriteString("Agency"u8, ""u8);
        writer.WriteString("IPAndPort"u8, endpoint);
        writer.WriteString("Node"u8, name);
        writer.WriteString("NodeID"u8, FiscoBlockJson.Digits(id));
        writer.WriteStartArray("Topic"u8);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
