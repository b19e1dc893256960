using Ledger.Consensus;

namespace Ledger.Simulation.Cluster;

/// <summary>Links that lose, repeat, delay and reorder messages, and that can be cut in each direction.</summary>
public sealed class SimulatedNetwork(SimulatedTime time, Random random, int nodes)
{
    private readonly bool[,] _isCut = new bool[nodes, nodes];

    /// <summary>How many messages of a hundred are lost.</summary>
    public int LossPercent { get; set; }

    /// <summary>How many of a hundred come twice.</summary>
    public int RepeatPercent { get; set; }

    /// <summary>The longest delay in milliseconds.</summary>
    public int DelayMsMax { get; set; } = 20;

    /// <summary>Cuts or mends one direction.</summary>
    public void SetCut(int from, int to, bool isCut) => _isCut[from, to] = isCut;

    /// <summary>Whether two nodes hear each other.</summary>
    public bool IsOpen(int one, int other) => !_isCut[one, other] && !_isCut[other, one];

    /// <summary>Mends everything.</summary>
    public void Heal()
    {
        Array.Clear(_isCut);
        LossPercent = 0;
        RepeatPercent = 0;
        DelayMsMax = 20;
    }

    /// <summary>Sends a message; it comes once, twice or never.</summary>
    public void Send(int from, int to, VerifiedMessage message, Action<VerifiedMessage> receive)
    {
        int copies = 1 + (random.Next(100) < RepeatPercent ? 1 : 0);
        for (int i = 0; i < copies; i++)
        {
            if (random.Next(100) >= LossPercent && !_isCut[from, to])
            {
                time.After(Delay(), () =>
                {
                    if (!_isCut[from, to])
                    {
                        receive(message);
                    }
                });
            }
        }
    }

    /// <summary>One way's delay.</summary>
    public TimeSpan Delay() => TimeSpan.FromMicroseconds(random.Next(200, (DelayMsMax * 1000) + 201));
}
