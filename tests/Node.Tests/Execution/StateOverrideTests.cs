using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Evm.Machine;
using Ledger.Node.Execution;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Node.Tests.Execution;

/// <summary>What a call pretends is seen by that call and by nothing else (go-ethereum's state overrides).</summary>
public sealed class StateOverrideTests
{
    // SLOAD of the slot in the call data; BALANCE of its own address; its own address as the code of a creation.
    private const string ReadSlot = "60003554" + "60005260206000f3";
    private const string OwnBalance = "47" + "60005260206000f3";
    private const string OwnAddress = "30" + "60005260206000f3";

    private static readonly Address Caller = TestAccounts.Signer(150).Address;
    private static readonly Address Nobody = Address.Parse("0x00000000000000000000000000000000000000c0", null);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slot_of_a_difference_is_pretended_and_the_others_stay()
    {
        ContractCaller caller = await StartAsync();
        long before = await CallAsync(caller, new CallRequest { To = ExecutedChain.Counter });

        long pretended = await CallAsync(caller, Counter(new AccountOverride { Slots = Slot(0, 41) }));
        long other = await CallAsync(caller, Counter(new AccountOverride { Slots = Slot(9, 41) }));
        long after = await CallAsync(caller, new CallRequest { To = ExecutedChain.Counter });

        Assert.Equal((1, 42, 1, 1), (before, pretended, other, after));
    }

    [Fact]
    public async Task A_whole_state_makes_every_other_slot_zero()
    {
        (ExecutedChain chain, ContractCaller _) = await StartChainAsync();
        await chain.AddAsync(Cancellation, ExecutedChain.Send(ExecutedChain.Alice, 1, ExecutedChain.Counter, []));
        ContractCaller caller = await chain.NewCallerAsync(Cancellation);

        long difference = await CallAsync(caller, Counter(new AccountOverride { Slots = Slot(9, 7) }), atBlock: 2);
        long whole = await CallAsync(caller, Counter(new AccountOverride { Slots = Slot(9, 7), ReplacesStorage = true }), atBlock: 2);

        Assert.Equal((2, 1), (difference, whole));
    }

    [Fact]
    public async Task Code_stands_where_there_is_none_and_in_place_of_what_is_there()
    {
        ContractCaller caller = await StartAsync();
        AccountOverride reader = Code(ReadSlot) with { Slots = Slot(3, 77) };

        long inPlace = await CallAsync(caller, Counter(reader) with { Data = Word(3) });
        long nowhere = await CallAsync(caller, new CallRequest { To = Nobody, Data = Word(3), StateOverrides = Of(Nobody, reader) });
        CallResult empty = await caller.CallAsync(
            Counter(new AccountOverride { Code = ReadOnlyMemory<byte>.Empty }), 1, Cancellation);

        Assert.Equal((77, 77), (inPlace, nowhere));
        Assert.Equal(TransactionStatus.Success, empty.Status);
        Assert.True(empty.Output.IsEmpty);
    }

    [Fact]
    public async Task A_balance_pays_for_the_value_and_is_seen_by_the_code()
    {
        ContractCaller caller = await StartAsync();
        var request = new CallRequest { From = Nobody, To = Caller, Value = 500 };

        CallResult poor = await caller.CallAsync(request, 1, Cancellation);
        CallResult rich = await caller.CallAsync(
            request with { StateOverrides = Of(Nobody, new AccountOverride { Balance = 500 }) }, 1, Cancellation);
        long seen = await CallAsync(caller, Counter(Code(OwnBalance) with { Balance = 123 }));

        Assert.Equal((TransactionStatus.NotEnoughCash, TransactionStatus.Success), (poor.Status, rich.Status));
        Assert.Equal(123, seen);
    }

    [Fact]
    public async Task A_nonce_decides_the_address_of_what_is_created()
    {
        ContractCaller caller = await StartAsync();
        var creation = new CallRequest { From = Caller, Data = Convert.FromHexString(OwnAddress) };

        CallResult result = await caller.CallAsync(
            creation with { StateOverrides = Of(Caller, new AccountOverride { Nonce = 5 }) }, 1, Cancellation);

        Address expected = ContractAddress.FromNonce(TestAccounts.Suite.Hash, Caller, 5);
        Assert.Equal(expected.Bytes.ToArray(), result.Output.Span[12..].ToArray());
    }

    [Fact]
    public async Task Gas_is_estimated_on_the_pretended_state()
    {
        ContractCaller caller = await StartAsync();

        (long actual, _) = await caller.EstimateGasAsync(new CallRequest { To = ExecutedChain.Counter }, 1, Cancellation);
        (long pretended, _) = await caller.EstimateGasAsync(
            Counter(Code(OwnAddress)), 1, Cancellation);

        // The counter writes three slots, what stands in its place writes none.
        Assert.InRange(pretended, 21_000, 22_000);
        Assert.True(actual > 60_000, $"{actual}");
    }

    private static async Task<ContractCaller> StartAsync() => (await StartChainAsync()).Caller;

    private static async Task<(ExecutedChain Chain, ContractCaller Caller)> StartChainAsync()
    {
        ExecutedChain chain = await ExecutedChain.StartAsync(Cancellation);
        return (chain, await chain.NewCallerAsync(Cancellation));
    }

    private static async Task<long> CallAsync(ContractCaller caller, CallRequest request, long atBlock = 1)
    {
        CallResult result = await caller.CallAsync(request, atBlock, Cancellation);
        Assert.Equal(TransactionStatus.Success, result.Status);
        return (long)UInt256.FromBigEndian(result.Output.Span).Low64;
    }

    private static CallRequest Counter(AccountOverride account) =>
        new() { To = ExecutedChain.Counter, StateOverrides = Of(ExecutedChain.Counter, account) };

    private static Dictionary<Address, AccountOverride> Of(Address address, AccountOverride account) => new() { [address] = account };

    private static Dictionary<UInt256, UInt256> Slot(ulong slot, ulong value) => new() { [slot] = value };

    private static AccountOverride Code(string code)
    {
        byte[] bytes = Convert.FromHexString(code);
        return new AccountOverride { Code = bytes, CodeHash = TestAccounts.Suite.Hash.Hash(bytes) };
    }

    private static byte[] Word(ulong value)
    {
        byte[] word = new byte[32];
        ((UInt256)value).WriteBigEndian(word);
        return word;
    }
}
