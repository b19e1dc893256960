namespace Ledger.Domain.Events;

/// <summary>The names under which Marten's conventions store one type of event.</summary>
/// <param name="Type">The record.</param>
/// <param name="Alias">Column <c>type</c>: the record's name in snake case.</param>
public sealed record EventTypeName(Type Type, string Alias)
{
    /// <summary>Column <c>mt_dotnet_type</c>: the record's full name and its assembly.</summary>
    public string DotNetType { get; } = $"{Type.FullName}, {Type.Assembly.GetName().Name}";
}
