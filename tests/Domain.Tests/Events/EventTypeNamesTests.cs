using System.Text.Json;
using Ledger.Domain.Events;

namespace Ledger.Domain.Tests.Events;

public sealed class EventTypeNamesTests
{
    [Fact]
    public void Every_event_has_a_row()
    {
        IEnumerable<string> events = typeof(LedgerEvent).Assembly.GetTypes()
            .Where(type => !type.IsAbstract
                && (type.IsSubclassOf(typeof(LedgerEvent)) || type.IsSubclassOf(typeof(ConsensusEvent))
                    || type.IsSubclassOf(typeof(AbiRegistryEvent))))
            .Select(type => type.Name);
        Assert.Equal(events.Order(), EventTypeNames.All.Select(name => name.Type.Name).Order());
    }

    [Fact]
    public void An_alias_is_the_snake_case_of_the_record_as_Marten_makes_it() => Assert.All(
        EventTypeNames.All, name => Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(name.Type.Name), name.Alias));

    [Fact]
    public void The_stored_dotnet_type_is_found_again_by_the_runtime()
    {
        Assert.Equal(
            "Ledger.Domain.Events.TransactionExecuted, Ledger.Domain",
            EventTypeNames.Of(typeof(TransactionExecuted)).DotNetType);
        Assert.All(EventTypeNames.All, name => Assert.Equal(name.Type, Type.GetType(name.DotNetType)));
    }

    [Fact]
    public void Names_lead_back_to_their_type()
    {
        Assert.All(EventTypeNames.All, name =>
        {
            Assert.True(EventTypeNames.TryFind(name.Alias, out EventTypeName? found));
            Assert.Same(name, found);
        });
        Assert.False(EventTypeNames.TryFind("tombstone", out _));
        Assert.Throws<ArgumentException>(() => EventTypeNames.Of(typeof(string)));
    }
}
