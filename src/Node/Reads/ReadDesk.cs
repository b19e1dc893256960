using Ledger.Consensus;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Loop;
using Ledger.Node.Ports;
using Ledger.Node.Wire;

namespace Ledger.Node.Reads;

/// <summary>Read index for whoever asks this node: asks its own core when it leads, and its leader otherwise (dissertation, section 6.4). The
/// leader's word is enough, because in a group with leaders nobody lies. Thread-safe.</summary>
/// <param name="group">The group.</param>
/// <param name="state">Who leads, and the head.</param>
/// <param name="inbox">The way to the core.</param>
/// <param name="links">The way to the leader, and back to peers that asked.</param>
/// <param name="time">Says which questions are too old to be answered.</param>
public sealed class ReadDesk(GroupContext group, ChainState state, Inbox inbox, IPeerLinks links, TimeProvider time)
    : ILinearizableReads
{
    /// <summary>How many questions, of readers here and of peers, may be open at once: 4,096.</summary>
    public const int OpenMax = 4_096;

    /// <summary>After how long a question is forgotten. A core that was replaced, or a peer that is gone, answers none: 30 s.</summary>
    public static readonly TimeSpan ForgottenAfter = TimeSpan.FromSeconds(30);

    private static readonly ReadAnswer LeadsNoMore = ReadAnswer.Refused("the node that was asked does not lead any more");
    private static readonly ReadAnswer Busy = ReadAnswer.Refused("too many reads wait for an answer already");

    private readonly Lock _gate = new();
    private readonly Dictionary<long, Question> _open = [];

    // Not from 0: a leader may answer a question of this node's last run, and that answer is too old for one of this run.
    private long _lastId = time.GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public bool IsOffered => state.Parameters.Consensus == ConsensusAlgorithm.Raft;

    /// <inheritdoc/>
    public async Task<ReadAnswer> AskAsync(CancellationToken cancellation)
    {
        int leader = state.Consensus.Leader;
        SealerSet sealers = state.Sealers;
        if (leader < 0 || leader >= sealers.Count)
        {
            return ReadAnswer.Refused("this node hears of no leader now");
        }

        var source = new TaskCompletionSource<ReadAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        NodeId asked = sealers[leader];
        if (Open(new Question(asked, 0, source, time.GetTimestamp())) is not long id)
        {
            return Busy;
        }

        if (!TryAsk(asked, id))
        {
            Close(id);
            return asked == state.Self ? Busy : ReadAnswer.Refused($"this node has no link to its leader {asked}");
        }

        ReadAnswer answer;
        using (cancellation.UnsafeRegister(_ => Close(id)?.Source?.TrySetCanceled(cancellation), null))
        {
            answer = await source.Task;
        }

        if (answer.Number is long number)
        {
            await state.WaitForBlockAboveAsync(number - 1, cancellation);
        }

        return answer;
    }

    /// <summary>Takes the core's answer.</summary>
    internal void Take(ConsensusEffect effect)
    {
        switch (effect)
        {
            case ConsensusEffect.ReadReady ready:
                Answer(ready.Id, new ReadAnswer(ready.Number, ""));
                break;
            case ConsensusEffect.ReadRefused refused:
                Answer(refused.Id, LeadsNoMore);
                break;
        }
    }

    /// <summary>Takes a peer's question.</summary>
    /// <returns>Whether the peer kept to the protocol.</returns>
    internal bool OnRequest(in NodeId from, ReadOnlyMemory<byte> payload)
    {
        if (!ReadIndexMessage.TryDecode(payload.Span, out ReadIndexMessage request) || request.Number is not null)
        {
            return false;
        }

        if (!IsOffered || Open(new Question(from, request.Id, null, time.GetTimestamp())) is not long id)
        {
            Send(from, PeerMessageKind.ReadIndexResponse, new ReadIndexMessage(request.Id, null));
        }
        else if (!inbox.TryWrite(new ConsensusInput.ReadRequested(id)))
        {
            Answer(id, Busy);
        }

        return true;
    }

    /// <summary>Takes the answer of the leader that was asked.</summary>
    /// <returns>Whether the peer kept to the protocol.</returns>
    internal bool OnResponse(NodeId from, ReadOnlyMemory<byte> payload)
    {
        if (!ReadIndexMessage.TryDecode(payload.Span, out ReadIndexMessage response))
        {
            return false;
        }

        if (Close(response.Id, question => question.Source is not null && question.Peer == from) is Question own)
        {
            own.Source!.TrySetResult(response.Number is long number
                ? new ReadAnswer(number, "")
                : LeadsNoMore);
        }

        return true;
    }

    private bool TryAsk(in NodeId leader, long id) => leader == state.Self
        ? inbox.TryWrite(new ConsensusInput.ReadRequested(id))
        : Send(leader, PeerMessageKind.ReadIndexRequest, new ReadIndexMessage(id, null));

    private void Answer(long id, in ReadAnswer answer)
    {
        if (Close(id) is not Question question)
        {
            return;
        }

        if (question.Source is null)
        {
            Send(question.Peer, PeerMessageKind.ReadIndexResponse, new ReadIndexMessage(question.PeersId, answer.Number));
        }
        else
        {
            question.Source.TrySetResult(answer);
        }
    }

    private bool Send(in NodeId to, PeerMessageKind kind, in ReadIndexMessage message) =>
        links.TrySend(to, new PeerMessage(kind, group.Genesis.GroupId, message.Encode()));

    private long? Open(Question question)
    {
        lock (_gate)
        {
            if (_open.Count >= OpenMax)
            {
                ForgetOld();
            }

            if (_open.Count >= OpenMax)
            {
                return null;
            }

            _open.Add(++_lastId, question);
            return _lastId;
        }
    }

    private void ForgetOld()
    {
        foreach ((long id, Question question) in _open)
        {
            if (question.Source is null && time.GetElapsedTime(question.AskedAt) >= ForgottenAfter)
            {
                _open.Remove(id);
            }
        }
    }

    private Question? Close(long id, Func<Question, bool>? isMeant = null)
    {
        lock (_gate)
        {
            return _open.TryGetValue(id, out Question? question) && isMeant?.Invoke(question) != false && _open.Remove(id)
                ? question
                : null;
        }
    }

    /// <param name="Peer">Who was asked, or who asks.</param>
    /// <param name="PeersId">The number that a peer gave its question.</param>
    /// <param name="Source">Completes a reader here; none for a peer's question.</param>
    /// <param name="AskedAt">When.</param>
    private sealed record Question(NodeId Peer, long PeersId, TaskCompletionSource<ReadAnswer>? Source, long AskedAt);
}
