using Ledger.Application.Messaging;

namespace Ledger.Api.Groups;

/// <summary>The group that a REST request is about; the route decides it before its handler runs.</summary>
internal sealed class RequestGroup
{
    private GroupSurface? _surface;

    /// <summary>The door to the group's use cases.</summary>
    /// <exception cref="InvalidOperationException">The route names no group: a defect of the mapping.</exception>
    public IDispatcher Dispatcher => _surface?.Dispatcher ?? throw new InvalidOperationException("The route names no group.");

    /// <summary>Decides.</summary>
    public void Enter(GroupSurface surface) => _surface = surface;
}
