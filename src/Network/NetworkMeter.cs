using System.Diagnostics.Metrics;
using Ledger.Network.Sessions;
using Ledger.Network.Wire;

namespace Ledger.Network;

/// <summary>What the links count, under the meter <see cref="Name"/>.</summary>
internal sealed class NetworkMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Ledger.Network";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _bytesSent;
    private readonly Counter<long> _bytesReceived;
    private readonly Counter<long> _messagesSent;
    private readonly Counter<long> _messagesReceived;
    private readonly Counter<long> _messagesDropped;
    private readonly Counter<long> _messagesRefused;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _breaches;
    private readonly UpDownCounter<int> _sessions;
    private readonly Histogram<double> _roundTrip;

    public NetworkMeter()
    {
        _bytesSent = _meter.CreateCounter<long>("ledger.network.sent.bytes", "By");
        _bytesReceived = _meter.CreateCounter<long>("ledger.network.received.bytes", "By");
        _messagesSent = _meter.CreateCounter<long>("ledger.network.sent.messages");
        _messagesReceived = _meter.CreateCounter<long>("ledger.network.received.messages");
        _messagesDropped = _meter.CreateCounter<long>("ledger.network.dropped.messages");
        _messagesRefused = _meter.CreateCounter<long>("ledger.network.refused.messages");
        _refusals = _meter.CreateCounter<long>("ledger.network.refusals");
        _breaches = _meter.CreateCounter<long>("ledger.network.breaches");
        _sessions = _meter.CreateUpDownCounter<int>("ledger.network.sessions");
        _roundTrip = _meter.CreateHistogram<double>("ledger.network.round_trip", "s");
    }

    public void Sent(OutgoingFrame frame, int bytes)
    {
        _bytesSent.Add(bytes);
        Count(_messagesSent, frame.Kind, frame.GroupId);
    }

    public void Received(in Frame frame, int bytes)
    {
        _bytesReceived.Add(bytes);
        Count(_messagesReceived, frame.Kind, frame.GroupId);
    }

    /// <summary>A message of a group that is not this node's, or not the peer's. Its group is not shown: a peer could name any.</summary>
    public void MessageRefused(FrameKind kind) =>
        _messagesRefused.Add(1, KeyValuePair.Create<string, object?>("kind", FrameKindName.Of(kind)));

    public void Dropped(SendLane lane) =>
        _messagesDropped.Add(1, KeyValuePair.Create<string, object?>("lane", lane == SendLane.Urgent ? "urgent" : "bulk"));

    /// <summary>A received message that its group had no room for.</summary>
    public void Dropped(int group) => _messagesDropped.Add(
        1, KeyValuePair.Create<string, object?>("lane", "inbound"), KeyValuePair.Create<string, object?>("group", group));

    public void Refused(string reason) => _refusals.Add(1, KeyValuePair.Create<string, object?>("reason", reason));

    public void Breach() => _breaches.Add(1);

    public void SessionUp() => _sessions.Add(1);

    public void SessionDown() => _sessions.Add(-1);

    public void RoundTrip(TimeSpan time) => _roundTrip.Record(time.TotalSeconds);

    /// <summary>Shows how long this node's certificate is still valid.</summary>
    public void WatchExpiry(DateTimeOffset notAfter, TimeProvider time) => _meter.CreateObservableGauge(
        "ledger.network.certificate.remaining", () => (notAfter - time.GetUtcNow()).TotalDays, "d");

    public void Dispose() => _meter.Dispose();

    // What belongs to the session has no group, whatever its header says.
    private static void Count(Counter<long> counter, FrameKind kind, int group) => counter.Add(
        1,
        KeyValuePair.Create<string, object?>("group", FrameKinds.IsOfNode(kind) ? group : 0),
        KeyValuePair.Create<string, object?>("kind", FrameKindName.Of(kind)));
}
