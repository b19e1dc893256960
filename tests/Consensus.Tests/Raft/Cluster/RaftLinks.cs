namespace Ledger.Consensus.Tests.Raft.Cluster;

/// <summary>Links that lose, repeat, delay and reorder messages, and that can be cut in each direction.</summary>
internal sealed class RaftLinks(Agenda agenda, Random random, int nodes)
{
    private readonly bool[,] _isCut = new bool[nodes, nodes];

    public int LossPercent { get; set; }

    public int RepeatPercent { get; set; }

    public int DelayMsMax { get; set; } = 10;

    public void SetCut(int from, int to, bool isCut) => _isCut[from, to] = isCut;

    public bool IsOpen(int one, int other) => !_isCut[one, other] && !_isCut[other, one];

    public void Heal()
    {
        Array.Clear(_isCut);
        (LossPercent, RepeatPercent, DelayMsMax) = (0, 0, 10);
    }

    public void Send(int from, int to, Action receive)
    {
        int copies = 1 + (random.Next(100) < RepeatPercent ? 1 : 0);
        for (int i = 0; i < copies; i++)
        {
            if (random.Next(100) >= LossPercent && !_isCut[from, to])
            {
                agenda.After(Delay(), () =>
                {
                    if (!_isCut[from, to])
                    {
                        receive();
                    }
                });
            }
        }
    }

    public TimeSpan Delay() => TimeSpan.FromMicroseconds(random.Next(200, (DelayMsMax * 1000) + 201));
}
