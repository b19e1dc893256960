using System.Runtime.InteropServices;
using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Node.Wire;
using Ledger.Simulation.Checks;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Algorithms;

/// <summary>What the watches of all algorithms share: each message is looked at once, in the epoch that it names.</summary>
/// <param name="setup">The group.</param>
/// <param name="epochs">Who seals when.</param>
public abstract class SignatureWatch(GroupSetup setup, EpochChronicle epochs) : ISignatureWatch
{
    /// <summary>The group.</summary>
    protected GroupSetup Setup => setup;

    private const int SeenMax = 4_096;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public (int Member, string Conflict)? Check(int to, ReadOnlyMemory<byte> payload, bool isTrusted)
    {
        if (!IsNew(payload)
            || !ConsensusFrame.TryDecode(payload, out long first, out ReadOnlyMemory<byte> bytes)
            || epochs.Find(first) is not Epoch epoch
            || (!isTrusted && epochs.Seal(epoch).TryVerify(bytes, out _) is not null)
            || !TryDecode(bytes, out ConsensusMessage? message, out int sender, out ReadOnlyMemory<byte> content)
            || sender >= epoch.Sealers.Count)
        {
            return null;
        }

        int member = setup.NumberOf(epoch.Sealers[sender]);
        return Check(new Statement(first, member, to, message!, content)) is string conflict ? (member, conflict) : null;
    }

    /// <inheritdoc/>
    public string Describe(ReadOnlyMemory<byte> payload) =>
        ConsensusFrame.TryDecode(payload, out long first, out ReadOnlyMemory<byte> bytes)
        && TryDecode(bytes, out ConsensusMessage? message, out int sender, out _)
        ? $"{(first == 1 ? string.Empty : $"{first}+")}{sender}: {Describe(message!)}"
        : "no consensus message";

    /// <inheritdoc/>
    public bool IsPromise(ReadOnlyMemory<byte> payload) =>
        ConsensusFrame.TryDecode(payload, out _, out ReadOnlyMemory<byte> bytes)
        && TryDecode(bytes, out ConsensusMessage? message, out _, out _)
        && IsPromise(message!);

    /// <summary>Whether its sender must remember it after a crash that follows right behind it.</summary>
    protected abstract bool IsPromise(ConsensusMessage message);

    /// <summary>Decodes a message.</summary>
    protected abstract bool TryDecode(
        ReadOnlyMemory<byte> bytes, out ConsensusMessage? message, out int sender, out ReadOnlyMemory<byte> content);

    /// <summary>What is in conflict with it, or <see langword="null"/>.</summary>
    protected abstract string? Check(in Statement said);

    /// <summary>A message in a few words.</summary>
    protected abstract string Describe(ConsensusMessage message);

    /// <summary>Whether something else was said in a place before.</summary>
    protected static bool IsOther<TPlace, T>(Dictionary<TPlace, T> known, TPlace place, T said, out T first)
        where TPlace : notnull
        where T : IEquatable<T>
    {
        first = known.TryAdd(place, said) ? said : known[place];
        return !first.Equals(said);
    }

    private bool IsNew(ReadOnlyMemory<byte> payload)
    {
        if (_seen.Count >= SeenMax)
        {
            _seen.Clear();
        }

        return !MemoryMarshal.TryGetArray(payload, out ArraySegment<byte> segment) || _seen.Add(segment.Array!);
    }

    /// <summary>A message that a member signed.</summary>
    /// <param name="Epoch">The first height of the epoch.</param>
    /// <param name="Member">The number of the member.</param>
    /// <param name="To">The number of the member that it is sent to.</param>
    /// <param name="Message">What it says.</param>
    /// <param name="Content">The bytes that are signed.</param>
    protected readonly record struct Statement(
        long Epoch, int Member, int To, ConsensusMessage Message, ReadOnlyMemory<byte> Content);
}
