using Ledger.Application.Errors;
using Ledger.Application.Messaging;

namespace Ledger.Api.Groups;

/// <summary>Stands where a group would, and answers that there is none.</summary>
internal sealed class NoGroup : IDispatcher
{
    private static readonly LedgerError Error = new(ErrorCodes.GroupNotFound, "The group does not run on this node.");

    public Task<Outcome<T>> SendAsync<T>(ICommand<T> command, CancellationToken cancellation) =>
        Task.FromResult(Outcome<T>.Failed(Error));

    public Task<Outcome<T>> SendAsync<T>(IQuery<T> query, CancellationToken cancellation) =>
        Task.FromResult(Outcome<T>.Failed(Error));
}
