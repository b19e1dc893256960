using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm.State;

namespace Ledger.Evm.SystemContracts;

/// <summary>A call of a system contract: who asks for what, and the state that it may change.</summary>
/// <param name="journal">The state.</param>
/// <param name="hash">The chain's hash function.</param>
internal sealed class SystemCall(Journal journal, IHashFunction hash)
{
    /// <summary>The message's sender: an account or a contract.</summary>
    public required Address Caller { get; init; }

    /// <summary>The call data.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Whether nothing may be changed.</summary>
    public required bool IsStatic { get; init; }

    /// <summary>The block.</summary>
    public required long BlockNumber { get; init; }

    /// <summary>The decided parameters.</summary>
    /// <returns><see langword="null"/> when the state does not hold them (yet, when values are missing in memory).</returns>
    public GovernanceSchedule? ReadSchedule()
    {
        int account = journal.Load(GovernanceRecord.SystemConfigAddress);
        ReadOnlyMemory<byte> code = journal.Code(journal.Account(account).CodeHash);
        return GovernanceRecord.TryRead(code.Span, out GovernanceSchedule? schedule) ? schedule : null;
    }

    /// <summary>Decides parameters.</summary>
    public void WriteSchedule(GovernanceSchedule schedule)
    {
        byte[] code = GovernanceRecord.ToCode(schedule);
        int account = journal.Load(GovernanceRecord.SystemConfigAddress);
        journal.Touch(account);
        journal.SetCode(account, hash.Hash(code), code);
    }
}
