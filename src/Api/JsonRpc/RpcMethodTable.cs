using System.Collections.Frozen;

namespace Ledger.Api.JsonRpc;

/// <summary>Every method that one group answers, by name, and the way to those of others.</summary>
internal sealed class RpcMethodTable
{
    private readonly FrozenDictionary<string, RpcMethod> _methods;
    private readonly RpcRouting _routing;

    public RpcMethodTable(IEnumerable<IRpcMethods> topics, RpcRouting routing)
    {
        _methods = topics.SelectMany(topic => topic.Rows).ToFrozenDictionary(row => row.Name, StringComparer.Ordinal);
        _routing = routing;
    }

    public IEnumerable<RpcMethod> Rows => _methods.Values;

    /// <summary>The row of a method, by which its arguments are read.</summary>
    public RpcMethod? Find(string name) => FindOwn(name) ?? _routing.Borrow(name);

    /// <summary>The row of a method in this table.</summary>
    public RpcMethod? FindOwn(string name) => _methods.GetValueOrDefault(name);

    /// <summary>The error of a method that is not in the table.</summary>
    public RpcError Missing(string name) => _routing.Missing(name);

    /// <summary>Puts the row of the group that a call names in the place of this group's, or says why it cannot be answered.</summary>
    public RpcError? Route(ref RpcMethod method, in RpcCall call) => _routing.Route(ref method, call);
}
