using System.Text.Json.Serialization;
using Ledger.Domain.Events;

namespace Ledger.Infrastructure.EventStore;

/// <summary>The JSON of every event, generated at build time: property names as the records have them, which is what Marten
/// expects by default.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.Unspecified)]
[JsonSerializable(typeof(GroupCreated))]
[JsonSerializable(typeof(TransactionExecuted))]
[JsonSerializable(typeof(BlockCommitted))]
[JsonSerializable(typeof(ProposalAccepted))]
[JsonSerializable(typeof(PrepareSigned))]
[JsonSerializable(typeof(CommitSigned))]
[JsonSerializable(typeof(CheckpointSigned))]
[JsonSerializable(typeof(ViewChangeSigned))]
[JsonSerializable(typeof(NewViewAccepted))]
[JsonSerializable(typeof(EvidenceFound))]
[JsonSerializable(typeof(TermStarted))]
[JsonSerializable(typeof(VoteGranted))]
[JsonSerializable(typeof(EntriesAppended))]
[JsonSerializable(typeof(LogCompacted))]
[JsonSerializable(typeof(AbiRegistered))]
[JsonSerializable(typeof(AbiRemoved))]
[JsonSerializable(typeof(SnapshotAdopted))]
internal sealed partial class EventJsonContext : JsonSerializerContext;
