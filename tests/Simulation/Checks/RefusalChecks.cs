using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Node.Pool;
using Ledger.Simulation.Clients;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Checks;

/// <summary>Agreement of refusal: at one height, all nodes give the same code for the same invalid transaction.</summary>
/// <param name="world">The world.</param>
/// <param name="nodes">The nodes that must agree.</param>
public sealed class RefusalChecks(World world, IReadOnlyList<SimulatedNode> nodes)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    /// <summary>Gives every node the same invalid transactions and compares the answers.</summary>
    public string? Check(Action<TimeSpan> run)
    {
        ReadOnlyMemory<byte>[] invalid = [.. Invalid()];
        var answers = new Dictionary<SimulatedNode, IReadOnlyList<SubmitResult>>();
        foreach (SimulatedNode node in nodes)
        {
            node.Submit(invalid, results => answers[node] = results);
        }

        run(AnswerTime);
        if (answers.Count < nodes.Count)
        {
            return $"{nodes.First(node => !answers.ContainsKey(node)).Name} does not answer a submission.";
        }

        SubmitCode[] first = [.. answers[nodes[0]].Select(result => result.Code)];
        foreach (SimulatedNode node in nodes)
        {
            SubmitCode[] codes = [.. answers[node].Select(result => result.Code)];
            if (!codes.SequenceEqual(first))
            {
                return $"{node.Name} answers {string.Join(' ', codes)} where {nodes[0].Name} answers {string.Join(' ', first)}.";
            }
        }

        int accepted = Array.FindIndex(first, code => code == SubmitCode.Accepted);
        return accepted < 0 ? null : $"The invalid transaction {accepted} is accepted.";
    }

    private IEnumerable<ReadOnlyMemory<byte>> Invalid()
    {
        ISigner sender = world.Setup.Senders[0];
        UnsignedTransaction ethereum = new()
        {
            Kind = TransactionKind.DynamicFee,
            ChainId = (ulong)world.Setup.Genesis.ChainId,
            Nonce = 1_000,
            GasLimit = 100_000,
            To = sender.Address,
        };
        UnsignedTransaction fisco = ethereum with
        {
            Kind = TransactionKind.Fisco,
            GroupId = (ulong)world.Setup.Genesis.GroupId,
            BlockLimit = (ulong)world.Verdict.Chain.Highest + 10,
        };
        UnsignedTransaction[] requests =
        [
            ethereum with { ChainId = 1 },
            ethereum with { GasLimit = 20_000 },
            ethereum with { GasLimit = (ulong)world.Setup.Genesis.TransactionGasLimit + 1 },
            ethereum with { MaxPriorityFeePerGas = 1 },
            ethereum with { Value = UInt256.MaxValue },
            ethereum with { Nonce = 100_000 },
            fisco with { ChainId = 1 },
            fisco with { GroupId = 77 },
            fisco with { BlockLimit = (ulong)world.Verdict.Chain.Highest },
            fisco with { BlockLimit = (ulong)world.Verdict.Chain.Highest + 100_000 },
        ];
        foreach (UnsignedTransaction request in requests)
        {
            yield return Workload.Sign(world.Setup, sender, request).Raw;
        }

        byte[] broken = Workload.Sign(world.Setup, sender, ethereum).Raw.ToArray();
        broken[^1] ^= 2;
        yield return broken;
        yield return Array.Empty<byte>();
        yield return new byte[] { 0x05, 0xc0 };

        // A node that started from a snapshot does not know the transactions below it: of those it says that the nonce is used.
        long kept = nodes.Max(node => node.Disk.Base);
        if (world.Verdict.Chain.Chain.LastOrDefault(block => block.Number > kept && block.Transactions.Count > 0) is { } block)
        {
            yield return block.Transactions[0].Transaction.Raw;
        }
    }
}
