using System.Collections.Concurrent;

namespace Ledger.EndToEnd.Kit.Links;

/// <summary>Cuts a node's connection to PostgreSQL at the moment in which it writes, so that the node can not know whether it did.</summary>
/// <remarks>Speaks of the protocol only what tells the writers apart: the one of blocks ends a transaction with COMMIT, the one of the
/// journal holds the second fence and writes in single statements.</remarks>
internal sealed class CommitCutter
{
    private readonly ConcurrentDictionary<ProxiedConnection, bool> _journals = new();
    private readonly Lock _gate = new();
    private WriteCut? _armed;
    private int _cuts;

    /// <summary>Watches the connections through a proxy.</summary>
    public CommitCutter(FaultProxy proxy)
    {
        proxy.Forth.Inspect = OnSaid;
        proxy.Back.Inspect = OnAnswered;
    }

    /// <summary>How many connections were cut so far.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>Cuts at the next write of one kind.</summary>
    public void Arm(WriteCut cut)
    {
        lock (_gate)
        {
            _armed = cut;
        }
    }

    private bool OnSaid(ProxiedConnection connection, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.IndexOf("pg_advisory_lock(hashtext('ledger.group_1'), 2)"u8) >= 0)
        {
            _journals[connection] = true;
            return true;
        }

        switch (Take(connection, bytes.Span))
        {
            case { ReachesServer: true }:
                connection.IsMarked = true;
                return true;
            case { ReachesServer: false }:
                Cut(connection);
                return false;
            default:
                return true;
        }
    }

    /// <summary>An answer to what was marked says that the server has done it; nobody hears it.</summary>
    private bool OnAnswered(ProxiedConnection connection, ReadOnlyMemory<byte> bytes)
    {
        if (!connection.IsMarked)
        {
            return true;
        }

        connection.IsMarked = false;
        Cut(connection);
        return false;
    }

    private WriteCut? Take(ProxiedConnection connection, ReadOnlySpan<byte> said)
    {
        lock (_gate)
        {
            bool isIt = _armed is WriteCut armed
                && (armed.IsJournal ? _journals.ContainsKey(connection) : said.IndexOf("COMMIT"u8) >= 0);
            WriteCut? taken = isIt ? _armed : null;
            _armed = isIt ? null : _armed;
            return taken;
        }
    }

    private void Cut(ProxiedConnection connection)
    {
        connection.Close();
        Interlocked.Increment(ref _cuts);
    }
}
