using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Ledger.Cli.CommandLine;
using Ledger.Cli.Control;
using Ledger.Cli.Demo;
using Ledger.Cli.Layout;
using Ledger.Cli.Rpc;
using Ledger.Crypto;
using Ledger.Crypto.Certificates;
using Ledger.Domain.Primitives;

namespace Ledger.Cli.Checks;

/// <summary>What can go wrong with a chain of this machine.</summary>
internal sealed class ChainChecks(ChainFolder folder, ChainDocument chain, HttpClient http, TimeProvider time)
{
    private const int WarnDays = 30;
    private const UnixFileMode OthersMay =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly string[] SecretFiles = ["node.key", "tls.key"];
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>Runs them.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (ChainNode node in chain.Nodes)
        {
            findings.Add(Ports(node));
            findings.Add(Certificate(node));
            findings.Add(Secrets(node));
            findings.Add(await DatabaseAsync(node, cancellation));
            findings.Add(await ClockAsync(node, cancellation));
            findings.Add(await HistoryAsync(node, cancellation));
        }

        return findings;
    }

    private Finding Ports(ChainNode node)
    {
        string subject = $"{node.Name} ports";
        int? running = new NodeProcess(folder, node).FindRunning();
        string?[] holders = [ListeningPorts.FindHolder(node.HttpPort), ListeningPorts.FindHolder(node.PeerPort)];
        if (running is int id)
        {
            return holders.All(holder => holder is not null)
                ? Finding.Good(subject, $"process {id} listens on {node.HttpPort} and {node.PeerPort}")
                : Finding.Bad(subject, $"process {id} runs but does not listen; see 'ledger logs {node.Name}'");
        }

        string? other = Array.Find(holders, holder => holder is not null);
        return other is null
            ? Finding.Warning(subject, "the node does not run; 'ledger up' starts it")
            : Finding.Bad(subject, $"the node does not run, and its port is taken by {other}");
    }

    private Finding Certificate(ChainNode node)
    {
        string subject = $"{node.Name} certificate";
        string file = folder.NodeFile(node, "tls.crt");
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
            if (!NodeCertificate.TryReadIdentity(certificate, CryptoSuites.Secp256k1, out NodeId id, out string reason)
                || id != node.Id)
            {
                return Finding.Bad(subject, $"{file} does not speak for this node: {reason}");
            }

            double days = (certificate.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime).TotalDays;
            string text = string.Create(
                CultureInfo.InvariantCulture, $"valid until {certificate.NotAfter:yyyy-MM-dd} ({days:0} days)");
            return days < 0 ? Finding.Bad(subject, text + "; no peer will take it: issue a new one")
                : days < WarnDays ? Finding.Warning(subject, text + "; issue a new one soon")
                : Finding.Good(subject, text);
        }
        catch (IOException problem)
        {
            return Finding.Bad(subject, problem.Message);
        }
        catch (CryptographicException problem)
        {
            return Finding.Bad(subject, $"{file}: {problem.Message}");
        }
    }

    private Finding Secrets(ChainNode node)
    {
        string subject = $"{node.Name} secrets";
        string[] open =
        [
            .. SecretFiles.Select(name => folder.NodeFile(node, name))
                .Where(path => !File.Exists(path) || (File.GetUnixFileMode(path) & OthersMay) != 0),
            // A node that has not started yet has no token.
            .. new[] { folder.NodeAdminToken(node) }
                .Where(path => File.Exists(path) && (File.GetUnixFileMode(path) & OthersMay) != 0),
        ];
        return open.Length == 0
            ? Finding.Good(subject, "only their owner can read them")
            : Finding.Bad(subject, $"missing, or others can read them: chmod 600 {string.Join(' ', open)}");
    }

    private async Task<Finding> DatabaseAsync(ChainNode node, CancellationToken cancellation)
    {
        string subject = $"{node.Name} database";
        string connection = JsonFile.Read<NodeDocument>(folder.NodeConfiguration(node)).Node.Database;
        if (connection.Length == 0)
        {
            return chain.Database == DatabaseMode.PerNode
                ? Finding.Good(subject, "the node runs its own")
                : Finding.Warning(subject, "not made yet; 'ledger up' makes it");
        }

        try
        {
            IReadOnlyList<string[]> rows = await new PsqlSession(connection).QueryAsync("SHOW server_version", cancellation);
            return Finding.Good(subject, $"answers, PostgreSQL {rows[0][0]}");
        }
        catch (CommandFailedException problem)
        {
            return Finding.Bad(subject, problem.Message);
        }
    }

    /// <summary>What the node keeps of the chain: one that started from a snapshot answers nothing below it.</summary>
    private async Task<Finding> HistoryAsync(ChainNode node, CancellationToken cancellation)
    {
        string subject = $"{node.Name} history";
        try
        {
            JsonElement status = await new NodeClient(http, node).GetAsync("/api/v1/status", cancellation);
            return status.TryGetProperty("snapshot", out JsonElement snapshot) && snapshot.ValueKind == JsonValueKind.Object
                ? Finding.Good(
                    subject,
                    $"began with the snapshot of block {snapshot.GetProperty("blockNumber").GetInt64()}, signed by "
                    + $"{snapshot.GetProperty("signers").GetArrayLength()} sealers; what lies below only other nodes know")
                : Finding.Good(subject, "keeps every block");
        }
        catch (JsonRpcException problem)
        {
            return Finding.Warning(subject, problem.Message);
        }
    }

    private async Task<Finding> ClockAsync(ChainNode node, CancellationToken cancellation)
    {
        string subject = $"{node.Name} clock";
        try
        {
            JsonElement block = await new JsonRpcClient(http, new Uri(node.HttpUrl)).CallAsync(
                new RpcCall("eth_getBlockByNumber", "latest", false), cancellation);
            var blockTime = DateTimeOffset.FromUnixTimeSeconds(Quantity.Read(block.GetProperty("timestamp")));
            return blockTime > time.GetUtcNow() + ClockTolerance
                ? Finding.Bad(subject, $"the last block is of {blockTime:u}, in this machine's future: check its clock (NTP)")
                : Finding.Good(subject, $"the last block is of {blockTime:u}");
        }
        catch (JsonRpcException problem)
        {
            return Finding.Warning(subject, problem.Message);
        }
    }
}
