using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Evm;
using Ledger.EvmConformance.CommandLine;
using Ledger.EvmConformance.Running;
using Ledger.EvmConformance.Sources;
using Ledger.EvmConformance.StateTests;

namespace Ledger.EvmConformance.Formats;

/// <summary>Contracts of the real compiler: deployed on the production EVM, called, and the answer compared.</summary>
internal sealed class SolidityFormat : ICaseFormat
{
    private const long GasLimit = 30_000_000;

    private static readonly Address Caller = Address.Parse("0x00000000000000000000000000000000000000ca");
    private static readonly Address Contract = Address.Parse("0x00000000000000000000000000000000000000c0");

    /// <inheritdoc/>
    public string Kind => "abi";

    /// <inheritdoc/>
    public bool Recognises(JsonElement root) => Shape.IsListOf(root, "initcode", "call", "result");

    /// <inheritdoc/>
    public IEnumerable<ConformanceCase> Read(CaseFile file, JsonElement root, RunOptions options) =>
        root.EnumerateArray().Index().Select(entry => new ConformanceCase(
            file, Kind, Vectors.NameOf(entry.Item, entry.Index), context => Verdict.Of(Judge(entry.Item, context))));

    private static string? Judge(JsonElement vector, CaseContext context)
    {
        TransactionOutcome deployment = Call(context, new WorldState(), null, vector.Bytes("initcode"));
        if (deployment.Receipt is not { Succeeded: true } deployed)
        {
            return $"the deployment ended with {deployment.Refusal}, {deployment.Receipt?.Status}";
        }

        WorldState state = new WorldState().With(Contract, nonce: 1, code: deployed.Output.ToArray());
        TransactionOutcome call = Call(context, state, Contract, vector.Bytes("call"));
        string expected = vector.Text("result");
        return call.Receipt is not { Succeeded: true } answered ? $"the call ended with {call.Refusal}, {call.Receipt?.Status}"
            : Hex.Encode(answered.Output.Span) != expected ? $"answered {Hex.Encode(answered.Output.Span)}, expected {expected}"
            : null;
    }

    private static TransactionOutcome Call(CaseContext context, WorldState state, Address? to, byte[] data)
    {
        var block = new BlockEnvironment
        {
            Number = 1,
            Timestamp = 1,
            GasLimit = GasLimit,
            ChainId = ChainRule.ChainId,
            BlockHash = static _ => default,
        };
        return context.Executor(Fork.Cancun).Call(
            state, block, new CallMessage(Caller, to, data, default, GasLimit, default, []));
    }
}
