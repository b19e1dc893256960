using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm.Precompiles;

namespace Ledger.Evm.State;

/// <summary>The world state as one transaction changes it: reads through to the view, undoes what failing frames did.</summary>
/// <remarks>Reused between transactions by <see cref="Begin"/>. Entries are addressed by index because a reference into a
/// growing table does not survive an addition.</remarks>
/// <param name="precompiles">Whose addresses are warm from the start (EIP-2929).</param>
internal sealed partial class Journal(PrecompileTable precompiles)
{
    private static readonly Address Ripemd160 = Address.Parse("0x0000000000000000000000000000000000000003");

    private readonly EntryTable<AddressKey, AccountEntry> _accounts = new();
    private readonly EntryTable<SlotKey, SlotEntry> _slots = new();
    private readonly EntryTable<SlotKey, UInt256> _transient = new();
    private readonly List<UndoRecord> _undo = [];
    private readonly List<LogEntry> _logs = [];
    private readonly Dictionary<Hash256, ReadOnlyMemory<byte>> _newCode = [];
    private IStateView _view = EmptyStateView.Instance;

    /// <summary>The refund counter in gas; below zero only inside a transaction.</summary>
    public long Refund { get; private set; }

    /// <summary>Logs emitted so far.</summary>
    public IReadOnlyList<LogEntry> Logs => _logs;

    /// <summary>Starts a transaction on a view.</summary>
    public void Begin(IStateView view)
    {
        _view = view;
        _accounts.Clear();
        _slots.Clear();
        _transient.Clear();
        _undo.Clear();
        _logs.Clear();
        _newCode.Clear();
        Refund = 0;
    }

    /// <summary>Lets go of the view and of everything that was emitted.</summary>
    public void End() => Begin(EmptyStateView.Instance);

    /// <summary>Marks a point to return to.</summary>
    public Checkpoint Mark() => new(_undo.Count, _logs.Count, Refund);

    /// <summary>Undoes everything since a checkpoint.</summary>
    public void Rollback(in Checkpoint checkpoint)
    {
        for (int i = _undo.Count - 1; i >= checkpoint.UndoCount; i--)
        {
            Undo(_undo[i]);
        }

        _undo.RemoveRange(checkpoint.UndoCount, _undo.Count - checkpoint.UndoCount);
        _logs.RemoveRange(checkpoint.LogCount, _logs.Count - checkpoint.LogCount);
        Refund = checkpoint.Refund;
    }

    /// <summary>Adds to the refund counter, or takes from it.</summary>
    public void AddRefund(long gas) => Refund += gas;

    /// <summary>Emits a log.</summary>
    public void AddLog(LogEntry log) => _logs.Add(log);

    private void Undo(in UndoRecord record)
    {
        switch (record.Kind)
        {
            case UndoKind.Balance:
                _accounts[record.Index].Balance = record.Previous;
                break;
            case UndoKind.Nonce:
                _accounts[record.Index].Nonce = record.Previous.Low64;
                break;
            case UndoKind.Code:
                _accounts[record.Index].CodeHash = ToHash(record.Previous);
                break;
            case UndoKind.Flags:
                ref AccountEntry account = ref _accounts[record.Index];
                account.Flags = (AccountFlags)record.Previous.Low64 | Lasting(account);
                break;
            case UndoKind.Storage:
                _slots[record.Index].Current = record.Previous;
                break;
            case UndoKind.SlotWarmth:
                _slots[record.Index].IsWarm = false;
                break;
            default:
                _transient[record.Index] = record.Previous;
                break;
        }
    }

    /// <summary>The touch of RIPEMD-160's account outlives a rollback: a rule since one block of the main net deleted that account
    /// although the call that touched it ran out of gas (Yellow Paper, appendix K.1).</summary>
    private static AccountFlags Lasting(in AccountEntry account) =>
        account.Address == Ripemd160 ? account.Flags & AccountFlags.Touched : default;

    private static Hash256 ToHash(in UInt256 number)
    {
        Span<byte> bytes = stackalloc byte[Hash256.SizeBytes];
        number.WriteBigEndian(bytes);
        return new Hash256(bytes);
    }

    private void Record(UndoKind kind, int index, in UInt256 previous) =>
        _undo.Add(new UndoRecord(kind, index, previous));
}
