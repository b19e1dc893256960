using System.Buffers;
using System.Text.Json;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm.Execution;
using Ledger.Evm.Instructions;
using Ledger.Evm.Machine;
using Ledger.Evm.State;

namespace Ledger.Evm.Tracing;

/// <summary>The accounts and slots that a run read as they were before it, or what it changed: go-ethereum's
/// <c>prestateTracer</c>.</summary>
/// <remarks>The journal knows every account and slot that was loaded, with its value before the run; what only an access list
/// (EIP-2930) named is left out unless an instruction asked for it. So everything is there that a run of the same transaction needs,
/// also what go-ethereum leaves out: the target of a delegation (EIP-7702) that the transaction itself sets.</remarks>
public sealed class PrestateTracer : Tracer
{
    private const int FixedBytes = 150;

    private readonly PrestateTracerOptions _options;
    private readonly ArrayBufferWriter<byte> _json = new();
    private readonly HashSet<Address> _asked = [];
    private readonly HashSet<(Address Address, UInt256 Slot)> _askedSlots = [];
    private bool _hasAccessList;

    /// <summary>A tracer for one run.</summary>
    /// <param name="options">What it shows.</param>
    /// <param name="budget">What the trace may cost.</param>
    /// <exception cref="ArgumentException">Two options exclude each other.</exception>
    public PrestateTracer(PrestateTracerOptions options, TraceBudget budget)
        : base(budget)
    {
        if (options is { DiffMode: true, IncludeEmpty: true })
        {
            throw new ArgumentException("cannot use diffMode with includeEmpty", nameof(options));
        }

        _options = options;
    }

    /// <inheritdoc/>
    private protected override void Write(Utf8JsonWriter writer) =>
        writer.WriteRawValue(_json.WrittenSpan, skipInputValidation: true);

    /// <inheritdoc/>
    internal override void Begin(VirtualMachine machine, Message message) =>
        _hasAccessList = message.AccessList.Count > 0;

    /// <inheritdoc/>
    internal override void OnEnter(in TraceCall call)
    {
        _asked.Add(call.From);
        if (call.To is Address to)
        {
            _asked.Add(to);
        }
    }

    /// <inheritdoc/>
    internal override void End(VirtualMachine machine, Message message, Receipt receipt)
    {
        _asked.Add(message.From);
        if (message.To is Address to)
        {
            _asked.Add(to);
        }

        List<TouchedAccount> accounts = Collect(machine.Journal, message);
        using var writer = new Utf8JsonWriter(_json, TraceJson.Options);
        var json = new PrestateJson(writer, _options, machine.Journal, machine.EmptyCodeHash);
        if (_options.DiffMode)
        {
            json.WriteDiff(accounts);
        }
        else
        {
            json.WriteBefore(accounts);
        }

        writer.Flush();
        Record(_json.WrittenCount);
    }

    /// <inheritdoc/>
    private protected override unsafe void OnStep(CallFrame frame)
    {
        if (!_hasAccessList || frame.Top == frame.StackBase)
        {
            return;
        }

        switch (StepOpcode)
        {
            case Opcode.SLoad or Opcode.SStore:
                _askedSlots.Add((frame.Self, *frame.Top));
                Record(FixedBytes);
                break;
            case Opcode.Balance or Opcode.ExtCodeSize or Opcode.ExtCodeCopy or Opcode.ExtCodeHash or Opcode.SelfDestruct:
                _asked.Add(Words.ToAddress(frame.Top));
                Record(FixedBytes);
                break;
        }
    }

    private List<TouchedAccount> Collect(Journal journal, Message message)
    {
        var byIndex = new Dictionary<int, TouchedAccount>();
        var listed = message.AccessList.Select(entry => entry.Address).ToHashSet();
        var listedSlots = message.AccessList
            .SelectMany(entry => entry.StorageKeys.Select(slot => (entry.Address, slot)))
            .ToHashSet();
        for (int i = 0; i < journal.AccountCount; i++)
        {
            AccountEntry entry = journal.Account(i);
            Account? after = Journal.IsGone(entry) ? null : new Account(entry.Nonce, entry.Balance, entry.CodeHash);
            if (!listed.Contains(entry.Address) || _asked.Contains(entry.Address) || after != entry.Original)
            {
                byIndex[i] = new TouchedAccount(entry.Address, entry.Original, after);
            }
        }

        for (int i = 0; i < journal.SlotCount; i++)
        {
            SlotEntry slot = journal.Slot(i);
            if (byIndex.TryGetValue(slot.AccountIndex, out TouchedAccount? account)
                && (!listedSlots.Contains((account.Address, slot.Slot)) || _askedSlots.Contains((account.Address, slot.Slot))))
            {
                account.Storage[slot.Slot] = (slot.Original, slot.Current);
            }
        }

        Record((long)FixedBytes * (journal.AccountCount + journal.SlotCount));
        return [.. byIndex.Values.OrderBy(account => account.Address)];
    }
}
