using System.Net;
using Ledger.Domain.Primitives;
using Microsoft.Extensions.Logging;

namespace Ledger.Network;

/// <summary>Everything that the network logs: event ids 4000 to 4999.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(4000, LogLevel.Information, "Peers connect at {Endpoint} to node {Node}; its certificate is valid until {NotAfter:u}")]
    public static partial void Listening(this ILogger logger, EndPoint endpoint, NodeId node, DateTimeOffset notAfter);

    [LoggerMessage(4001, LogLevel.Information, "Session with {Name} at {Endpoint} is up (dialed here: {Dialed}, software {Software}, node {Node})")]
    public static partial void SessionUp(
        this ILogger logger, string name, EndPoint endpoint, bool dialed, string software, NodeId node);

    [LoggerMessage(4002, LogLevel.Information, "Session with {Name} at {Endpoint} ended: {Reason} (node {Node})")]
    public static partial void SessionDown(this ILogger logger, string name, EndPoint endpoint, string reason, NodeId node);

    [LoggerMessage(4010, LogLevel.Warning, "No session with the peer at {Address}: {Reason}. It is dialed again from time to time")]
    public static partial void NotConnected(this ILogger logger, PeerAddress address, string reason);

    [LoggerMessage(4011, LogLevel.Debug, "Still no session with the peer at {Address}: {Reason}")]
    public static partial void StillNotConnected(this ILogger logger, PeerAddress address, string reason);

    [LoggerMessage(4012, LogLevel.Warning, "A connection from {Endpoint} did not become a session: {Reason}")]
    public static partial void NotAccepted(this ILogger logger, EndPoint endpoint, string reason);

    [LoggerMessage(4013, LogLevel.Information, "The peer address {Address} is this node itself and is not dialed again")]
    public static partial void OwnAddress(this ILogger logger, PeerAddress address);

    [LoggerMessage(4014, LogLevel.Critical, "A second process at {Endpoint} uses this node's key: {Reason}")]
    public static partial void IdentityTwice(this ILogger logger, EndPoint endpoint, string reason);

    [LoggerMessage(4015, LogLevel.Warning, "{Name} came from {Endpoint} as another process while its session with {Old} was alive: unless it was just restarted, its key runs twice (node {Node})")]
    public static partial void OtherProcess(this ILogger logger, string name, EndPoint endpoint, EndPoint old, NodeId node);

    [LoggerMessage(4016, LogLevel.Warning, "A connection from {Address} was closed at once: too many have not shown who they are")]
    public static partial void TooManyUnknown(this ILogger logger, IPAddress address);

    [LoggerMessage(4017, LogLevel.Error, "No connection can be accepted: {Reason}")]
    public static partial void AcceptFailed(this ILogger logger, string reason);

    [LoggerMessage(4020, LogLevel.Warning, "{Name} stays out for {Seconds} s: {Reason} (node {Node})")]
    public static partial void Banned(this ILogger logger, string name, double seconds, string reason, NodeId node);

    [LoggerMessage(4021, LogLevel.Warning, "{Name} takes messages more slowly than they come: {Lane} messages to it are dropped (node {Node})")]
    public static partial void Dropping(this ILogger logger, string name, string lane, NodeId node);

    [LoggerMessage(4022, LogLevel.Error, "{Name} runs a group {Group} that begins with {Theirs}, not with {Ours}: compare the parameters with which both made it. Nothing of the group is said to it (node {Node})")]
    public static partial void OtherGenesis(
        this ILogger logger, string name, int group, Hash256 theirs, Hash256 ours, NodeId node);

    [LoggerMessage(4030, LogLevel.Warning, "This node's certificate ends at {NotAfter:u}, in {Days} days: issue a new one for the same node key")]
    public static partial void CertificateEnds(this ILogger logger, DateTimeOffset notAfter, int days);

    [LoggerMessage(4090, LogLevel.Error, "A connection failed in a way that nobody expected")]
    public static partial void Unexpected(this ILogger logger, Exception error);
}
