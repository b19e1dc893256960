using Ledger.Domain.Cryptography;
using Ledger.Network;

namespace Ledger.Ordering;

/// <summary>Who a node is and where it works.</summary>
/// <param name="Folder">Where it keeps its database and its witness.</param>
/// <param name="Signer">Its key.</param>
/// <param name="Identity">Its certificate; the node disposes of it.</param>
/// <param name="Suite">The chain's cryptography.</param>
/// <param name="Listen">Where it listens for peers.</param>
/// <param name="Peers">Whom it dials.</param>
internal sealed record NodePlace(
    string Folder, ISigner Signer, NodeTlsIdentity Identity, CryptoSuite Suite, string Listen, IReadOnlyList<string> Peers);
