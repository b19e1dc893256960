using System.Text;
using Ledger.Crypto.Hashing;
using Ledger.Domain.Governance;
using Ledger.Domain.Transactions;
using Ledger.Evm.Instructions;
using Ledger.Evm.Tracing;

namespace Ledger.Evm.Tests.Tracing;

public sealed class PrestateTracerTests
{
    private const string From = "0x1000000000000000000000000000000000000001";
    private const string To = "0x2000000000000000000000000000000000000002";
    private const string Other = "0x3000000000000000000000000000000000000003";

    private static readonly string Zeros = "0x" + new string('0', 63);

    [Fact]
    public void The_state_before_is_what_was_read_and_accounts_that_were_nothing_are_left_out()
    {
        Script code = new Script().Push(5, 1).Do(Opcode.SStore).Push(2).Do(Opcode.SLoad).Push(Run.Other).Do(Opcode.Balance);
        Traced.AssertJson(
            $$$"""
            {"{{{From}}}":{"balance":"0x9","nonce":4},
            "{{{To}}}":{"balance":"0x0","code":"{{{Hex(code)}}}","codeHash":"{{{HashOf(code)}}}","storage":{"{{{Zeros}}}1":"{{{Zeros}}}7","{{{Zeros}}}2":"{{{Zeros}}}0"}
            }}
            """,
            Trace(new PrestateTracerOptions(), new WorldState().With(Run.Contract, code: code.ToArray(), storage: [(1, 7)])));
    }

    [Fact]
    public void Accounts_that_were_nothing_are_shown_when_asked_so_and_code_and_storage_can_be_left_out()
    {
        Script code = new Script().Push(1).Do(Opcode.SLoad).Push(Run.Other).Do(Opcode.Balance);
        Traced.AssertJson(
            $$$"""
            {"{{{From}}}":{"balance":"0x9","nonce":4},
            "{{{To}}}":{"balance":"0x0","codeHash":"{{{HashOf(code)}}}"},
            "{{{Other}}}":{"balance":"0x0"},
            "0xc000000000000000000000000000000000000000":{"balance":"0x0"}}
            """,
            Trace(
                new PrestateTracerOptions { IncludeEmpty = true, DisableCode = true, DisableStorage = true },
                new WorldState().With(Run.Contract, code: code.ToArray(), storage: [(1, 7)])));
    }

    [Fact]
    public void A_diff_shows_only_what_changed_what_came_only_after_and_what_went_only_before()
    {
        Script code = new Script().Push(5, 1, 0, 2, 8, 3).Do(Opcode.SStore, Opcode.SStore, Opcode.SStore)
            .Push(4).Do(Opcode.SLoad).Push(0, 0, 0, 0, 1).Push(Run.Other).Push(0).Do(Opcode.Call);
        WorldState state = new WorldState()
            .With(Run.Contract, balance: 2, code: code.ToArray(), storage: [(1, 7), (2, 6), (4, 4)]);
        Traced.AssertJson(
            $$$"""
            {"post":{
            "{{{From}}}":{"nonce":5},
            "{{{To}}}":{"balance":"0x1","storage":{"{{{Zeros}}}1":"{{{Zeros}}}5","{{{Zeros}}}3":"{{{Zeros}}}8"}},
            "{{{Other}}}":{"balance":"0x1"}
            },"pre":{
            "{{{From}}}":{"balance":"0x9","nonce":4},
            "{{{To}}}":{"balance":"0x2","code":"{{{Hex(code)}}}","codeHash":"{{{HashOf(code)}}}","storage":{"{{{Zeros}}}1":"{{{Zeros}}}7","{{{Zeros}}}2":"{{{Zeros}}}6"}}
            }}
            """,
            Trace(new PrestateTracerOptions { DiffMode = true }, state));
    }

    [Fact]
    public void A_creation_and_its_code_stand_only_after()
    {
        // Init code that deploys one byte, 0x00.
        byte[] init = new Script().Push(1, 0).Do(Opcode.Return).ToArray();
        var tracer = new PrestateTracer(new PrestateTracerOptions { DiffMode = true }, TraceBudget.Unlimited());
        Receipt receipt = Traced.Call(tracer, World(), isCreation: true, data: init);
        Traced.AssertJson(
            $$$"""
            {"post":{
            "{{{From}}}":{"nonce":5},
            "{{{receipt.ContractAddress}}}":{"code":"0x00","codeHash":"{{{Keccak256.Hash([0])}}}","nonce":1}
            },"pre":{
            "{{{From}}}":{"balance":"0x9","nonce":4}
            }}
            """,
            Encoding.UTF8.GetString(tracer.ToJson().Span));
    }

    [Fact]
    public void A_contract_that_destroys_itself_stands_only_before_with_all_that_was_read_of_it()
    {
        // Before Cancun (EIP-6780) a contract that existed can still go.
        Script code = new Script().Push(1).Do(Opcode.SLoad).Push(2).Do(Opcode.SLoad).Push(Run.Other).Do(Opcode.SelfDestruct);
        WorldState state = World().With(Run.Contract, balance: 3, nonce: 1, code: code.ToArray(), storage: [(1, 7)]);
        var tracer = new PrestateTracer(new PrestateTracerOptions { DiffMode = true, DisableCode = true }, TraceBudget.Unlimited());
        Traced.Call(tracer, state, fork: Fork.Shanghai);
        Traced.AssertJson(
            $$$"""
            {"post":{
            "{{{From}}}":{"nonce":5},
            "{{{Other}}}":{"balance":"0x3"}
            },"pre":{
            "{{{From}}}":{"balance":"0x9","nonce":4},
            "{{{To}}}":{"balance":"0x3","codeHash":"{{{HashOf(code)}}}","nonce":1,"storage":{"{{{Zeros}}}1":"{{{Zeros}}}7","{{{Zeros}}}2":"{{{Zeros}}}0"}}
            }}
            """,
            Encoding.UTF8.GetString(tracer.ToJson().Span));
    }

    [Fact]
    public void A_reverted_write_is_read_and_not_changed()
    {
        Script code = new Script().Push(5, 1).Do(Opcode.SStore).Push(0, 0).Do(Opcode.Revert);
        WorldState state = new WorldState().With(Run.Contract, code: code.ToArray(), storage: [(1, 7)]);
        Assert.Equal(
            $"{{\"post\":{{\"{From}\":{{\"nonce\":5}}}},\"pre\":{{\"{From}\":{{\"balance\":\"0x9\",\"nonce\":4}}}}}}",
            Trace(new PrestateTracerOptions { DiffMode = true }, state));
        Assert.Contains($"\"{Zeros}1\":\"{Zeros}7\"", Trace(new PrestateTracerOptions(), state), StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_an_access_list_names_was_not_read()
    {
        Script code = new Script().Push(1).Do(Opcode.SLoad);
        var tracer = new PrestateTracer(new PrestateTracerOptions { DisableCode = true }, TraceBudget.Unlimited());
        WorldState state = World().With(Run.Other, balance: 1).With(Run.Contract, code: code.ToArray(), storage: [(1, 7), (2, 8)]);
        Traced.Call(tracer, state, accessList: [new AccessListEntry(Run.Other, [3]), new AccessListEntry(Run.Contract, [1, 2])]);
        Traced.AssertJson(
            $$$"""
            {"{{{From}}}":{"balance":"0x9","nonce":4},
            "{{{To}}}":{"balance":"0x0","codeHash":"{{{HashOf(code)}}}","storage":{"{{{Zeros}}}1":"{{{Zeros}}}7"}
            }}
            """,
            Encoding.UTF8.GetString(tracer.ToJson().Span));
    }

    [Fact]
    public void A_diff_with_empty_accounts_makes_no_sense() =>
        Assert.Throws<ArgumentException>(() => new PrestateTracer(
            new PrestateTracerOptions { DiffMode = true, IncludeEmpty = true }, TraceBudget.Unlimited()));

    private static WorldState World() => new WorldState().With(Run.Sender, balance: 9, nonce: 4);

    private static string Trace(PrestateTracerOptions options, WorldState state)
    {
        var tracer = new PrestateTracer(options, TraceBudget.Unlimited());
        Traced.Call(tracer, state.With(Run.Sender, balance: 9, nonce: 4));
        return Encoding.UTF8.GetString(tracer.ToJson().Span);
    }

    private static Domain.Primitives.Hash256 HashOf(Script code) => Keccak256.Hash(code.ToArray());

    private static string Hex(Script code) => Domain.Encoding.Hex.Encode(code.ToArray());
}
