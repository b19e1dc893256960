using System.ComponentModel;
using Ledger.Api.Rest.Resources;
using Ledger.Application.Accounts;
using Ledger.Application.Blocks;
using Ledger.Application.Contracts;
using Ledger.Application.Errors;
using Ledger.Application.Messaging;
using Ledger.Application.Ports;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Node.Execution;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Api.Rest;

/// <summary>Accounts and contracts, as of any block.</summary>
internal static class AccountEndpoints
{
    private const string Tag = "Accounts";
    private const string ContractTag = "Contracts";
    private const string AsOf = "as_of";
    private const char List = 'a';

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/accounts", ListAsync).Document("listAccounts", Tag, "Accounts by address", 400);
        api.MapGet("/accounts/{address}", GetAsync).Document("getAccount", Tag, "An account as of a block", 400, 404);
        api.MapGet("/accounts/{address}/transactions", TransactionsAsync)
            .Document("listAccountTransactions", Tag, "What an account sent, received or was created by, newest first", 400);
        api.MapGet("/accounts/{address}/code", CodeAsync)
            .Document("getCode", ContractTag, "A contract's code as of a block", 400, 404);
        api.MapGet("/accounts/{address}/storage/{slot}", StorageAsync)
            .Document("getStorage", ContractTag, "A contract's storage slot as of a block", 400, 404);
        api.MapPost("/contracts/{address}/call", CallAsync)
            .WithDescription("A revert is an answer, not an error: succeeded is false and revertReason says why.")
            .Document("callContract", ContractTag, "Call a contract on the state as of a block, without a transaction", 400, 404, 413, 415);
    }

    private static async Task<Results<Ok<Page<AccountResource>>, ProblemHttpResult>> ListAsync(
        IDispatcher dispatcher,
        [Description("The next value of the page before.")] string? cursor,
        [Description("Items of a page, 1 to 500; default 50.")] int? limit,
        CancellationToken cancellation)
    {
        var input = new RestInput();
        Address? after = input.AddressAfter(List, cursor);
        int count = RestInput.PageSize(limit);
        if (input.Error is LedgerError error)
        {
            return RestProblem.Create(error);
        }

        Outcome<IReadOnlyList<StoredAccount>> outcome =
            await dispatcher.SendAsync(new ListAccounts(after, count), cancellation);
        return RestAnswer.Of(outcome, accounts => new Page<AccountResource>(
            [.. accounts.Select(AccountResource.Of)],
            accounts.Count == count ? Cursor.Encode(List, accounts[^1].Address.ToString()) : null));
    }

    private static async Task<Results<Ok<AccountResource>, ProblemHttpResult>> GetAsync(
        IDispatcher dispatcher,
        [Description("The account.")] string address,
        [FromQuery(Name = AsOf), Description("Block number, hash or tag; default latest.")] string? asOf,
        CancellationToken cancellation)
    {
        var input = new RestInput();
        Address account = input.Address("address", address);
        BlockReference block = input.Block(AsOf, asOf);
        return input.Error is LedgerError error
            ? RestProblem.Create(error)
            : RestAnswer.Of(await dispatcher.SendAsync(new GetAccount(account, block), cancellation), AccountResource.Of);
    }

    private static async Task<Results<Ok<Page<TransactionResource>>, ProblemHttpResult>> TransactionsAsync(
        IDispatcher dispatcher,
        [Description("The account.")] string address,
        [Description("The next value of the page before.")] string? cursor,
        [Description("Items of a page, 1 to 500; default 50.")] int? limit,
        CancellationToken cancellation)
    {
        var input = new RestInput();
        Address account = input.Address("address", address);
        return input.Error is LedgerError error
            ? RestProblem.Create(error)
            : await TransactionEndpoints.ListOfAsync(dispatcher, account, cursor, limit, cancellation);
    }

    private static async Task<Results<Ok<CodeResource>, ProblemHttpResult>> CodeAsync(
        IDispatcher dispatcher,
        [Description("The account.")] string address,
        [FromQuery(Name = AsOf), Description("Block number, hash or tag; default latest.")] string? asOf,
        CancellationToken cancellation)
    {
        var input = new RestInput();
        Address account = input.Address("address", address);
        BlockReference block = input.Block(AsOf, asOf);
        return input.Error is LedgerError error
            ? RestProblem.Create(error)
            : RestAnswer.Of(
                await dispatcher.SendAsync(new GetCode(account, block), cancellation),
                code => new CodeResource(account.ToString(), Hex.Encode(code.Span)));
    }

    private static async Task<Results<Ok<StorageResource>, ProblemHttpResult>> StorageAsync(
        IDispatcher dispatcher,
        [Description("The contract.")] string address,
        [Description("The slot, decimal or 0x.")] string slot,
        [FromQuery(Name = AsOf), Description("Block number, hash or tag; default latest.")] string? asOf,
        CancellationToken cancellation)
    {
        var input = new RestInput();
        Address account = input.Address("address", address);
        UInt256 place = input.Quantity("slot", slot);
        BlockReference block = input.Block(AsOf, asOf);
        return input.Error is LedgerError error
            ? RestProblem.Create(error)
            : RestAnswer.Of(
                await dispatcher.SendAsync(new GetStorage(account, place, block), cancellation),
                value => new StorageResource(account.ToString(), place.ToString(), value.ToString()));
    }

    private static async Task<Results<Ok<ContractCallResource>, ProblemHttpResult>> CallAsync(
        IDispatcher dispatcher,
        CryptoSuite suite,
        [Description("The contract.")] string address,
        ContractCallRequest body,
        [FromQuery(Name = AsOf), Description("Block number, hash or tag; default latest.")] string? asOf,
        CancellationToken cancellation)
    {
        var input = new RestInput();
        var call = new CallRequest
        {
            To = input.Address("address", address),
            From = body.From is null ? default : input.Address("from", body.From),
            Data = body.Data is null ? default(ReadOnlyMemory<byte>) : input.Bytes("data", body.Data),
            Value = body.Value is null ? default : input.Quantity("value", body.Value),
            GasLimit = body.GasLimit,
            AuthorizationList = AuthorizationInput.Read(input, body.AuthorizationList, suite.Hash),
        };
        BlockReference block = input.Block(AsOf, asOf);
        return input.Error is LedgerError error
            ? RestProblem.Create(error)
            : RestAnswer.Of(await dispatcher.SendAsync(new CallContract(call, block), cancellation), ContractCallResource.Of);
    }
}
