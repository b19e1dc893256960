using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Application.Ports;

/// <summary>An account as the read model lists it.</summary>
/// <param name="Address">The account.</param>
/// <param name="State">Its newest state.</param>
/// <param name="FirstBlock">The block that first wrote it.</param>
/// <param name="LastBlock">The block that last wrote it.</param>
public sealed record StoredAccount(Address Address, Account State, long FirstBlock, long LastBlock);
