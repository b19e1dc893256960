using Ledger.Domain.Primitives;

namespace Ledger.Domain.Governance;

/// <summary>The sealers that vote at a height, ascending by node id; a sealer's index is its place here.</summary>
public sealed class SealerSet : IEquatable<SealerSet>
{
    private readonly NodeId[] _members;

    /// <summary>Sorts the members.</summary>
    /// <param name="members">The sealers.</param>
    /// <param name="faults">What the group's algorithm withstands, and so how many votes decide.</param>
    /// <exception cref="ArgumentException">No member, or one twice.</exception>
    public SealerSet(IEnumerable<NodeId> members, FaultModel faults = FaultModel.Byzantine)
    {
        Faults = faults;
        _members = [.. members.Order()];
        if (_members.Length == 0)
        {
            throw new ArgumentException("A sealer set needs at least one member.", nameof(members));
        }

        for (int i = 1; i < _members.Length; i++)
        {
            if (_members[i] == _members[i - 1])
            {
                throw new ArgumentException($"Sealer {_members[i]} is listed twice.", nameof(members));
            }
        }
    }

    /// <summary>The members in order.</summary>
    public IReadOnlyList<NodeId> Members => _members;

    /// <summary>Number of members.</summary>
    public int Count => _members.Length;

    /// <summary>What the members may do wrong.</summary>
    public FaultModel Faults { get; }

    /// <summary>Votes that decide.</summary>
    public int Threshold => Quorum.Threshold(_members.Length, Faults);

    /// <summary>The most members that may be faulty.</summary>
    public int MaxFaulty => Quorum.MaxFaulty(_members.Length, Faults);

    /// <summary>The member at an index.</summary>
    public NodeId this[int index] => _members[index];

    /// <summary>The index of a node, or -1 when it is not a member.</summary>
    public int IndexOf(in NodeId node)
    {
        int index = Array.BinarySearch(_members, node);
        return index < 0 ? -1 : index;
    }

    /// <summary>Whether a node is a member.</summary>
    public bool Contains(in NodeId node) => IndexOf(node) >= 0;

    /// <inheritdoc/>
    public bool Equals(SealerSet? other) =>
        other is not null && Faults == other.Faults && _members.AsSpan().SequenceEqual(other._members);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SealerSet);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_members.Length, _members[0]);
}
