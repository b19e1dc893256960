using Ledger.Application.Abis;
using Ledger.Application.Blocks;
using Ledger.Application.Contracts;
using Ledger.Application.Errors;
using Ledger.Application.Ports;
using Ledger.Application.Tracing;
using Ledger.Application.Transactions;
using Ledger.Crypto;
using Ledger.Domain.Abi;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Execution;
using Ledger.Node.Tracing;
using Ledger.Testing.InMemory;

namespace Ledger.Application.Tests;

/// <summary>Registered interfaces, and whose error a revert is.</summary>
public sealed class AbiUseCaseTests : IDisposable
{
    private static readonly Address Contract = KnownChain.Contract;
    private static readonly Address Other = KnownChain.AccountOf(0xd0);
    private static readonly AbiError Insufficient =
        AbiError.Parse("InsufficientBalance(uint256 available, uint256 required)", CryptoSuites.Secp256k1.Hash);

    private readonly UseCases _cases = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _cases.Dispose();

    [Fact]
    public async Task The_called_contracts_error_is_in_calls_estimates_receipts_and_traces()
    {
        byte[] output = Insufficient.Encode(1, 2);
        Hash256 reverted = _cases.World.AddReverted(output);
        _cases.World.Caller.Answer = new CallResult(TransactionStatus.Revert, 1, output);
        var request = new CallRequest { To = Contract };
        Assert.Null((await CallAsync(request)).Revert);

        await RegisterAsync(Contract, Json("InsufficientBalance", "available", "required"));

        const string words = "InsufficientBalance(available: 1, required: 2)";
        Assert.Equal(words, (await CallAsync(request)).Revert?.Words);
        LedgerError? estimate = (await _cases.Dispatcher.SendAsync(new EstimateGas(request, BlockReference.Latest), Cancellation)).Error;
        Assert.Equal((words, ErrorCodes.ExecutionReverted), (estimate?.Message, estimate?.Code));
        Assert.Equal(output, estimate?.RevertData.ToArray());
        ReceiptView? receipt = (await _cases.Dispatcher.SendAsync(new FindReceipt(reverted), Cancellation)).Value;
        Assert.Equal(words, receipt?.Revert?.Words);
        Assert.Equal(Insufficient.Signature, receipt?.Revert?.Custom?.Error.Signature);
        await _cases.Dispatcher.SendAsync(new TraceBlock(BlockReference.Latest, new TraceSettings()), Cancellation);
        Assert.Equal(words, _cases.World.Replayer.LastRun?.RevertReason(Contract, output));
    }

    [Fact]
    public async Task An_error_that_was_passed_on_is_found_in_any_interface_while_it_is_unambiguous()
    {
        // collate_propagate_storage(bytes16) and burn(uint256) share the selector 0x42966c68.
        byte[] output = AbiError.Parse("burn(uint256)", CryptoSuites.Secp256k1.Hash).Encode(7);
        await RegisterAsync(Other, Json("burn", "amount"));
        Assert.Equal("burn(amount: 7)", await WordsAsync(Contract, output));
        Assert.Equal("burn(amount: 7)", await WordsAsync(null, output));

        await RegisterAsync(KnownChain.AccountOf(0xd1), Json("burn", "value"));
        Assert.Equal("burn(7)", await WordsAsync(Contract, output));
        Assert.Equal("burn(amount: 7)", await WordsAsync(Other, output));

        await RegisterAsync(KnownChain.AccountOf(0xd2), """[{"type":"error","name":"collate_propagate_storage","inputs":[{"name":"x","type":"bytes16"}]}]""");
        Assert.Null(await WordsAsync(Contract, output));
        Assert.Equal("burn(amount: 7)", await WordsAsync(Other, output));
    }

    [Fact]
    public async Task Damaged_data_of_a_known_error_has_no_reason_and_keeps_its_bytes()
    {
        await RegisterAsync(Contract, Json("InsufficientBalance", "available", "required"));
        byte[] cut = Insufficient.Encode(1, 2)[..^1];

        _cases.World.Caller.Answer = new CallResult(TransactionStatus.Revert, 1, cut);
        CallOutcome outcome = await CallAsync(new CallRequest { To = Contract });

        Assert.Null(outcome.Revert);
        Assert.Equal(cut, outcome.Result.Output.ToArray());
    }

    [Fact]
    public async Task A_removed_interface_decodes_no_more_and_is_not_found()
    {
        await RegisterAsync(Contract, Json("InsufficientBalance", "available", "required"));
        Assert.Equal(Contract, (await _cases.Dispatcher.SendAsync(new RemoveAbi(Contract), Cancellation)).Value);

        Assert.Null(await WordsAsync(Contract, Insufficient.Encode(1, 2)));
        Assert.Equal(ErrorCodes.AbiNotFound, (await _cases.Dispatcher.SendAsync(new RemoveAbi(Contract), Cancellation)).Error?.Code);
        Assert.Equal(ErrorCodes.AbiNotFound, (await _cases.Dispatcher.SendAsync(new GetAbi(Contract), Cancellation)).Error?.Code);
    }

    [Theory]
    [InlineData("", "this is empty")]
    [InlineData("{}", "JSON array")]
    [InlineData("[", "not JSON")]
    [InlineData("[{\"type\":\"error\",\"name\":\"E\",\"inputs\":[{\"type\":\"uint7\"}]}]", "abi[0].inputs[0].type")]
    [InlineData("[{\"type\":\"error\",\"name\":\"\\ud800\"}]", "abi[0].name")]
    public async Task What_is_no_interface_is_refused_with_its_place(string json, string words)
    {
        LedgerError? error = (await _cases.Dispatcher.SendAsync(new RegisterAbi(Contract, json), Cancellation)).Error;

        Assert.Equal(ErrorCodes.InvalidRequest, error?.Code);
        Assert.Contains(words, error?.Message, StringComparison.Ordinal);
        Assert.Null(await _cases.World.Abis.FindAsync(Contract, Cancellation));
    }

    [Fact]
    public async Task Too_long_an_interface_is_refused_with_the_limit()
    {
        string json = "[" + new string(' ', AbiRegistryLimits.JsonCharactersMax) + "]";

        LedgerError? error = (await _cases.Dispatcher.SendAsync(new RegisterAbi(Contract, json), Cancellation)).Error;

        Assert.Contains($"at most {AbiRegistryLimits.JsonCharactersMax} characters", error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_registry_takes_no_more_characters_than_its_limit_but_replaces()
    {
        string json = "[" + new string(' ', AbiRegistryLimits.JsonCharactersMax - 2) + "]";
        int room = (int)(AbiRegistryLimits.TotalCharactersMax / json.Length);
        for (int i = 0; i < room; i++)
        {
            await RegisterAsync(KnownChain.AccountOf(i), json);
        }

        Assert.Equal(
            ErrorCodes.AbiRegistryFull, (await _cases.Dispatcher.SendAsync(new RegisterAbi(Contract, "[]"), Cancellation)).Error?.Code);
        await RegisterAsync(KnownChain.AccountOf(0), json);
    }

    [Fact]
    public async Task A_restarted_node_knows_what_was_registered_and_passes_over_what_it_cannot_read()
    {
        await _cases.World.Abis.RegisterAsync(Contract, Json("InsufficientBalance", "available", "required"), Cancellation);
        await _cases.World.Abis.RegisterAsync(Other, "[{\"type\":\"struct\"}]", Cancellation);
        Assert.Null(await WordsAsync(Contract, Insufficient.Encode(1, 2)));

        Assert.Equal(1, (await _cases.Dispatcher.SendAsync(new LoadAbis(), Cancellation)).Value);

        Assert.NotNull(await WordsAsync(Contract, Insufficient.Encode(1, 2)));
    }

    [Fact]
    public async Task After_a_change_whose_answer_was_lost_the_next_one_begins_with_the_store()
    {
        await _cases.Dispatcher.SendAsync(new LoadAbis(), Cancellation);
        _cases.World.Abis.LosesNextAnswer = true;
        await Assert.ThrowsAsync<IOException>(() => RegisterAsync(Contract, Json("InsufficientBalance", "available", "required")));

        await RegisterAsync(Other, "[]");

        Assert.Equal(2, _cases.World.Abis.Loads);
        Assert.NotNull(await WordsAsync(Contract, Insufficient.Encode(1, 2)));
    }

    [Fact]
    public async Task Contracts_are_listed_by_address_page_by_page()
    {
        await RegisterAsync(Other, Json("B", "b"));
        await RegisterAsync(Contract, Json("A", "a"));

        IReadOnlyList<AbiSummary> first = (await _cases.Dispatcher.SendAsync(new ListAbis(null, 1), Cancellation)).Value;
        IReadOnlyList<AbiSummary> rest = (await _cases.Dispatcher.SendAsync(new ListAbis(Contract, 5), Cancellation)).Value;

        Assert.Equal((Contract, "A(uint256)"), (Assert.Single(first).Address, first[0].Errors[0].Signature));
        Assert.Equal(Other, Assert.Single(rest).Address);
        Assert.Equal(ErrorCodes.InvalidRequest, (await _cases.Dispatcher.SendAsync(new ListAbis(null, 0), Cancellation)).Error?.Code);
        RegisteredAbi found = (await _cases.Dispatcher.SendAsync(new GetAbi(Other), Cancellation)).Value;
        Assert.Equal((Json("B", "b"), InMemoryAbiRegistry.Time), (found.Json, found.RegisteredAt));
    }

    private static string Json(string name, params string[] parameters) =>
        $$"""[{"type":"error","name":"{{name}}","inputs":[{{string.Join(',', parameters.Select(one => $$"""{"name":"{{one}}","type":"uint256"}"""))}}]}]""";

    private async Task RegisterAsync(Address address, string json) =>
        Assert.Equal(address, (await _cases.Dispatcher.SendAsync(new RegisterAbi(address, json), Cancellation)).Value.Address);

    private async Task<CallOutcome> CallAsync(CallRequest request) =>
        (await _cases.Dispatcher.SendAsync(new CallContract(request, BlockReference.Latest), Cancellation)).Value;

    private async Task<string?> WordsAsync(Address? called, byte[] output)
    {
        _cases.World.Caller.Answer = new CallResult(TransactionStatus.Revert, 1, output);
        return (await CallAsync(new CallRequest { To = called })).Revert?.Words;
    }
}
