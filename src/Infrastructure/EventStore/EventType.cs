using System.Text;
using Ledger.Domain.Events;

namespace Ledger.Infrastructure.EventStore;

/// <summary>How an event type is named in its row: Marten's alias and the .NET type, as UTF-8.</summary>
internal sealed class EventType
{
    private EventType(EventTypeName name)
    {
        Alias = Encoding.UTF8.GetBytes(name.Alias);
        DotNetType = Encoding.UTF8.GetBytes(name.DotNetType);
    }

    public static EventType GroupCreated { get; } = new(EventTypeNames.Of(typeof(GroupCreated)));

    public static EventType TransactionExecuted { get; } = new(EventTypeNames.Of(typeof(TransactionExecuted)));

    public static EventType BlockCommitted { get; } = new(EventTypeNames.Of(typeof(BlockCommitted)));

    public static EventType SnapshotAdopted { get; } = new(EventTypeNames.Of(typeof(SnapshotAdopted)));

    public byte[] Alias { get; }

    public byte[] DotNetType { get; }
}
