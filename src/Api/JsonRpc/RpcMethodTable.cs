using System.Collections.Frozen;

namespace Ledger.Api.JsonRpc;

/// <summary>Every method that the node answers, by name.</summary>
internal sealed class RpcMethodTable
{
    private readonly FrozenDictionary<string, RpcMethod> _methods;

    public RpcMethodTable(IEnumerable<IRpcMethods> topics) =>
        _methods = topics.SelectMany(topic => topic.Rows).ToFrozenDictionary(row => row.Name, StringComparer.Ordinal);

    public IEnumerable<RpcMethod> Rows => _methods.Values;

    public RpcMethod? Find(string name) => _methods.GetValueOrDefault(name);
}
