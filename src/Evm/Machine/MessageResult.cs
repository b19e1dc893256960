using Ledger.Domain.Primitives;

namespace Ledger.Evm.Machine;

/// <summary>How the message of a transaction ended.</summary>
/// <param name="Exit">How.</param>
/// <param name="GasLeft">Gas not used, before refunds.</param>
/// <param name="Created">The new contract, when one was asked for and made.</param>
internal readonly record struct MessageResult(ExitCode Exit, long GasLeft, Address Created);
