using Ledger.Domain.Primitives;
using Ledger.Node.Execution;
using Ledger.Node.Tracing;

namespace Ledger.Api.JsonRpc.Parameters;

/// <summary>How a call is traced, and what it pretends.</summary>
/// <param name="Settings">What to trace.</param>
/// <param name="StateOverrides">Accounts that the call sees otherwise than they are.</param>
internal sealed record TraceCallConfig(TraceSettings Settings, IReadOnlyDictionary<Address, AccountOverride> StateOverrides);
