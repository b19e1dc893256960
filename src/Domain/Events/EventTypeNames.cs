using System.Collections.Frozen;

namespace Ledger.Domain.Events;

/// <summary>Every type of event with its stored names. Append only: the names are in the stores.</summary>
public static class EventTypeNames
{
    private static readonly FrozenDictionary<Type, EventTypeName> ByType;
    private static readonly FrozenDictionary<string, EventTypeName> ByAlias;

    static EventTypeNames()
    {
        ByType = All.ToFrozenDictionary(name => name.Type);
        ByAlias = All.ToFrozenDictionary(name => name.Alias, StringComparer.Ordinal);
    }

    /// <summary>One row a type: first those of the <c>ledger</c> stream, then those of the <c>consensus</c> stream, then those of
    /// the <c>abis</c> stream.</summary>
    public static IReadOnlyList<EventTypeName> All { get; } =
    [
        new(typeof(GroupCreated), "group_created"),
        new(typeof(TransactionExecuted), "transaction_executed"),
        new(typeof(BlockCommitted), "block_committed"),
        new(typeof(ProposalAccepted), "proposal_accepted"),
        new(typeof(PrepareSigned), "prepare_signed"),
        new(typeof(CommitSigned), "commit_signed"),
        new(typeof(CheckpointSigned), "checkpoint_signed"),
        new(typeof(ViewChangeSigned), "view_change_signed"),
        new(typeof(NewViewAccepted), "new_view_accepted"),
        new(typeof(EvidenceFound), "evidence_found"),
        new(typeof(TermStarted), "term_started"),
        new(typeof(VoteGranted), "vote_granted"),
        new(typeof(EntriesAppended), "entries_appended"),
        new(typeof(LogCompacted), "log_compacted"),
        new(typeof(AbiRegistered), "abi_registered"),
        new(typeof(AbiRemoved), "abi_removed"),
        new(typeof(SnapshotAdopted), "snapshot_adopted"),
    ];

    /// <summary>The names of an event's type.</summary>
    /// <exception cref="ArgumentException">The type is not an event of this ledger.</exception>
    public static EventTypeName Of(Type type) => ByType.TryGetValue(type, out EventTypeName? name)
        ? name
        : throw new ArgumentException($"{type} is not an event: it has no row in {nameof(EventTypeNames)}.", nameof(type));

    /// <summary>Finds a type by the value of the store's column <c>type</c>.</summary>
    public static bool TryFind(string alias, out EventTypeName? name) => ByAlias.TryGetValue(alias, out name);
}
