using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Simulation.Engine;

namespace Ledger.Simulation.Links;

/// <summary>Links that lose, repeat, delay and reorder messages, and that can be cut in each direction. Hosts, not identities, are
/// what is linked: two hosts may run with one key.</summary>
/// <param name="scheduler">The simulated time.</param>
/// <param name="identities">The identity of each host.</param>
public sealed class SimulatedNetwork(Scheduler scheduler, IReadOnlyList<NodeId> identities)
{
    /// <summary>How long two hosts do not talk after one refused a message of the other.</summary>
    public static readonly TimeSpan ReopenDelay = TimeSpan.FromSeconds(1);

    private readonly bool[,] _isCut = new bool[identities.Count, identities.Count];
    private readonly TimeSpan[,] _closedUntil = new TimeSpan[identities.Count, identities.Count];
    private readonly bool[] _isUp = new bool[identities.Count];
    private readonly Random _random = scheduler.Random;

    /// <summary>The identity of each host.</summary>
    public IReadOnlyList<NodeId> Identities => identities;

    /// <summary>How many messages of a hundred are lost.</summary>
    public int LossPercent { get; set; }

    /// <summary>How many of a hundred come twice.</summary>
    public int RepeatPercent { get; set; }

    /// <summary>The longest delay of most messages, in milliseconds.</summary>
    public int DelayMsMax { get; set; } = 20;

    /// <summary>How many of a hundred come late: by up to <see cref="LateMsMax"/>.</summary>
    public int LatePercent { get; set; }

    /// <summary>The longest delay of late messages, in milliseconds.</summary>
    public int LateMsMax { get; set; } = 4_000;

    /// <summary>How many messages were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Takes a message that arrives: the host it is for, the host it is from, the message.</summary>
    public Action<int, int, PeerMessage> Deliver { get; set; } = static (_, _, _) => { };

    /// <summary>Sees every message that is sent, once for each receiver.</summary>
    public Action<int, int, PeerMessage> Tap { get; set; } = static (_, _, _) => { };

    /// <summary>Says whether a host listens.</summary>
    public void SetUp(int host, bool isUp) => _isUp[host] = isUp;

    /// <summary>Whether a host listens.</summary>
    public bool IsUp(int host) => _isUp[host];

    /// <summary>Cuts or mends one direction.</summary>
    public void SetCut(int from, int to, bool isCut) => _isCut[from, to] = isCut;

    /// <summary>Closes the session of two hosts for a while.</summary>
    public void Close(int one, int other)
    {
        _closedUntil[one, other] = scheduler.Now + ReopenDelay;
        _closedUntil[other, one] = scheduler.Now + ReopenDelay;
    }

    /// <summary>Whether two hosts have a session. A cut link has one: nobody has noticed yet.</summary>
    public bool HasSession(int from, int to) => _isUp[to] && _closedUntil[from, to] <= scheduler.Now;

    /// <summary>Mends everything.</summary>
    public void Heal()
    {
        Array.Clear(_isCut);
        LossPercent = 0;
        RepeatPercent = 0;
        DelayMsMax = 20;
        LatePercent = 0;
    }

    /// <summary>Sends a message; it comes once, twice or never.</summary>
    public void Send(int from, int to, PeerMessage message)
    {
        Sent++;
        // A session is one connection, which repeats nothing; peers send again what was lost, but answers to block requests only when asked.
        bool mayRepeat = message.Kind != PeerMessageKind.BlockResponse;
        int copies = mayRepeat && RepeatPercent > 0 && _random.Next(100) < RepeatPercent ? 2 : 1;
        for (int i = 0; i < copies; i++)
        {
            if (!_isCut[from, to] && (LossPercent == 0 || _random.Next(100) >= LossPercent))
            {
                scheduler.After(Delay(), () => Arrive(from, to, message));
            }
        }
    }

    /// <summary>One way's delay.</summary>
    public TimeSpan Delay()
    {
        bool isLate = LatePercent > 0 && _random.Next(100) < LatePercent;
        return TimeSpan.FromMicroseconds(_random.Next(200, ((isLate ? LateMsMax : DelayMsMax) * 1000) + 201));
    }

    private void Arrive(int from, int to, PeerMessage message)
    {
        if (!_isCut[from, to] && HasSession(from, to))
        {
            Deliver(to, from, message);
        }
    }
}
