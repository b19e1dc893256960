using Ledger.Consensus.Pbft;

namespace Ledger.Consensus.Tests.Pbft;

/// <summary>How long a leader is waited for: learned from heights that became final, doubled with views that failed, capped.</summary>
public sealed class PacemakerTests
{
    private readonly Pacemaker _pacemaker = new(new PbftOptions
    {
        Timeout = TimeSpan.FromSeconds(3),
        TimeoutMin = TimeSpan.FromSeconds(1),
        TimeoutMax = TimeSpan.FromSeconds(24),
    });

    [Fact]
    public void Quick_heights_shorten_the_timeout_to_the_least_and_no_further()
    {
        Assert.Equal(3, _pacemaker.Timeout.TotalSeconds);
        Progress(0.2);
        Assert.Equal(1.6, _pacemaker.Timeout.TotalSeconds);
        Progress(0.01, times: 40);
        Assert.Equal(1, _pacemaker.Timeout.TotalSeconds);
    }

    [Fact]
    public void One_slow_height_lengthens_it_at_once_but_never_above_the_setting()
    {
        Progress(0.01);
        Progress(0.25);
        Assert.Equal(2, _pacemaker.Timeout.TotalSeconds);
        Progress(2.9);
        Progress(2.9);
        Assert.Equal(3, _pacemaker.Timeout.TotalSeconds);
    }

    [Fact]
    public void On_a_slow_network_the_timeout_stays_where_heights_succeed()
    {
        _pacemaker.ViewLeft();
        Assert.Equal(6, _pacemaker.Timeout.TotalSeconds);
        for (int height = 0; height < 5; height++)
        {
            Progress(5);
            Assert.Equal(6, _pacemaker.Timeout.TotalSeconds);
        }

        Progress(0.05);
        Assert.Equal(0, _pacemaker.Attempts);
    }

    [Fact]
    public void A_dead_leader_costs_one_timeout_and_leaves_no_trace_in_the_next()
    {
        Progress(0.05, times: 30);
        _pacemaker.ViewLeft();
        Assert.Equal(2, _pacemaker.Timeout.TotalSeconds);
        Progress(0.05);
        Assert.Equal(1, _pacemaker.Timeout.TotalSeconds);
    }

    [Fact]
    public void Views_that_fail_double_it_up_to_the_cap_and_a_quorum_that_returns_ends_the_long_wait()
    {
        for (int view = 0; view < 40; view++)
        {
            _pacemaker.ViewLeft();
        }

        Assert.Equal(24, _pacemaker.Timeout.TotalSeconds);
        _pacemaker.QuorumReturned();
        Assert.Equal(6, _pacemaker.Timeout.TotalSeconds);
    }

    private void Progress(double seconds, int times = 1)
    {
        for (int i = 0; i < times; i++)
        {
            _pacemaker.Progressed(TimeSpan.FromSeconds(seconds));
        }
    }
}
