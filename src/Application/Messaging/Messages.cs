using MediatR;

namespace Ledger.Application.Messaging;

/// <summary>A request that changes something. Its answer is an <see cref="Outcome{T}"/>: a value, or an error of the registry.</summary>
/// <typeparam name="T">The value on success.</typeparam>
public interface ICommand<T> : IRequest<Outcome<T>>;

/// <summary>A request that only reads. Its answer is an <see cref="Outcome{T}"/>: a value, or an error of the registry.</summary>
/// <typeparam name="T">The value on success.</typeparam>
public interface IQuery<T> : IRequest<Outcome<T>>;

/// <summary>Answers one kind of command. Thread-safe: one instance serves all.</summary>
/// <typeparam name="TCommand">The command.</typeparam>
/// <typeparam name="T">The value on success.</typeparam>
public interface ICommandHandler<in TCommand, T> : IRequestHandler<TCommand, Outcome<T>>
    where TCommand : ICommand<T>;

/// <summary>Answers one kind of query. Thread-safe: one instance serves all.</summary>
/// <typeparam name="TQuery">The query.</typeparam>
/// <typeparam name="T">The value on success.</typeparam>
public interface IQueryHandler<in TQuery, T> : IRequestHandler<TQuery, Outcome<T>>
    where TQuery : IQuery<T>;

/// <summary>The one door to the use cases: validates a request and hands it to its handler. Thread-safe.</summary>
public interface IDispatcher
{
    /// <summary>Runs a command.</summary>
    Task<Outcome<T>> SendAsync<T>(ICommand<T> command, CancellationToken cancellation);

    /// <summary>Runs a query.</summary>
    Task<Outcome<T>> SendAsync<T>(IQuery<T> query, CancellationToken cancellation);
}

/// <summary>The dispatcher over MediatR 5.1.0, the only place that calls it.</summary>
internal sealed class MediatorDispatcher(IMediator mediator) : IDispatcher
{
    public Task<Outcome<T>> SendAsync<T>(ICommand<T> command, CancellationToken cancellation) =>
        mediator.Send(command, cancellation);

    public Task<Outcome<T>> SendAsync<T>(IQuery<T> query, CancellationToken cancellation) =>
        mediator.Send(query, cancellation);
}
