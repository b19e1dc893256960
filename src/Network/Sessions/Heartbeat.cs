namespace Ledger.Network.Sessions;

/// <summary>
/// Looks after all sessions once an interval: who lost its membership or its certificate is out within one, and this node's
/// own certificate is watched.
/// </summary>
internal sealed class Heartbeat(SessionRegistry registry, DateTimeOffset ownNotAfter, NetworkScope scope)
{
    private static readonly int[] WarnDays = [90, 30, 7, 1];

    private int _warnedDays = int.MaxValue;

    /// <summary>Runs until the node stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(scope.Limits.HeartbeatInterval, scope.Time);
        try
        {
            do
            {
                WarnOfExpiry();
                foreach (Session session in registry.Live)
                {
                    Beat(session);
                }
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException)
        {
            // The node stops.
        }
    }

    private void Beat(Session session)
    {
        PeerIdentity peer = session.Facts.Peer;
        if (scope.Admission.MayConnect(peer.Id))
        {
            scope.Groups.Review(session);
            session.Beat();
        }
        else
        {
            session.Close(SessionEnd.ByUs(Handshake.NotMember(peer)));
        }
    }

    /// <summary>Warns once at each threshold.</summary>
    private void WarnOfExpiry()
    {
        int left = (int)Math.Floor((ownNotAfter - scope.Time.GetUtcNow()).TotalDays);
        int threshold = WarnDays.LastOrDefault(days => left < days, int.MaxValue);
        if (threshold < _warnedDays)
        {
            _warnedDays = threshold;
            scope.Logger.CertificateEnds(ownNotAfter, left);
        }
    }
}
