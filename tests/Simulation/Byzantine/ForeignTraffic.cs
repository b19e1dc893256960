using Ledger.Node.Ports;
using Ledger.Simulation.Engine;

namespace Ledger.Simulation.Byzantine;

/// <summary>What the same sealers say at the same time in another group, for a liar to say here.</summary>
/// <param name="scheduler">Time and chance.</param>
/// <param name="record">Records the other group's traffic, from its time zero on.</param>
public sealed class ForeignTraffic(Scheduler scheduler, Func<IReadOnlyList<RecordedMessage>> record)
{
    private const int Near = 200;

    private int _now;

    /// <summary>A message of about now; of any time when the record is over.</summary>
    public PeerMessage? Pick()
    {
        IReadOnlyList<RecordedMessage> messages = record();
        while (_now < messages.Count && messages[_now].At < scheduler.Now)
        {
            _now++;
        }

        if (messages.Count == 0)
        {
            return null;
        }

        bool isOver = _now == messages.Count;
        int from = isOver ? 0 : Math.Max(0, _now - Near);
        int to = isOver ? messages.Count : Math.Min(messages.Count, _now + Near);
        return messages[scheduler.Random.Next(from, to)].Message;
    }
}
