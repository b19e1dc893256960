using Ledger.Api.Configuration;
using Ledger.Domain.Cryptography;
using Ledger.Network;

namespace Ledger.Api.Composition;

/// <summary>What the groups of a node share: nothing that one of them could hold while another waits for it.</summary>
/// <param name="Options">The node's configuration.</param>
/// <param name="Signer">The node's key.</param>
/// <param name="Network">The links to other nodes.</param>
/// <param name="Database">The connection string; each group has a schema, connections and a writer of its own.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">The log.</param>
internal sealed record NodeParts(
    NodeOptions Options,
    ISigner Signer,
    PeerNetwork Network,
    string Database,
    TimeProvider Time,
    ILoggerFactory Loggers)
{
    /// <summary>The chain's cryptography.</summary>
    public required CryptoSuite Suite { get; init; }
}
