using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;
using Ledger.Simulation.Cluster;

namespace Ledger.Simulation.Clients;

/// <summary>Makes the transactions of a run: of both lanes, depending on one another, and now and then two that exclude each other.</summary>
/// <param name="setup">The group.</param>
/// <param name="random">The run's source of chance.</param>
public sealed class Workload(GroupSetup setup, Random random)
{
    private const long GasLimit = 100_000;
    private const int BlocksAhead = 900;

    private readonly ulong[] _nonces = new ulong[setup.Senders.Count];

    /// <summary>Makes the next transaction, or two rivals.</summary>
    /// <param name="head">The highest block that the client knows of.</param>
    public IReadOnlyList<Submission> Next(long head)
    {
        int sender = random.Next(setup.Senders.Count);
        bool isFisco = random.Next(5) < 2;
        UInt256 nonce = isFisco ? (ulong)random.NextInt64(1, long.MaxValue) : _nonces[sender]++;
        Submission first = Make(sender, isFisco, nonce, head);
        if (random.Next(16) > 0)
        {
            return [first];
        }

        Submission second = Make(sender, isFisco, nonce, head);
        if (second.Hash == first.Hash)
        {
            return [first];
        }

        first.Rival = second;
        second.Rival = first;
        return [first, second];
    }

    /// <summary>Makes a call of the chain's own contracts.</summary>
    /// <param name="head">The highest block that the governor knows of.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="call">The call.</param>
    public Submission Govern(long head, in Address contract, ReadOnlyMemory<byte> call)
    {
        Submission made = Sign(setup, setup.Governor, new UnsignedTransaction
        {
            Kind = TransactionKind.Fisco,
            ChainId = (ulong)setup.Genesis.ChainId,
            GroupId = (ulong)setup.Genesis.GroupId,
            BlockLimit = (ulong)(head + BlocksAhead),
            Nonce = (ulong)random.NextInt64(1, long.MaxValue),
            GasLimit = GasLimit,
            To = contract,
            Data = call,
        });
        return made with { MayBeRefused = true };
    }

    /// <summary>Signs a request.</summary>
    public static Submission Sign(GroupSetup setup, ISigner sender, UnsignedTransaction request)
    {
        Transaction signed = TransactionSigner.Sign(request, sender, setup.Suite);
        return new Submission(signed.Raw, signed.Hash);
    }

    private Submission Make(int sender, bool isFisco, in UInt256 nonce, long head)
    {
        ClientRequest request = ClientActions.All[random.Next(ClientActions.All.Count)](setup, random);
        return Sign(setup, setup.Senders[sender], new UnsignedTransaction
        {
            Kind = isFisco ? TransactionKind.Fisco : TransactionKind.DynamicFee,
            ChainId = (ulong)setup.Genesis.ChainId,
            GroupId = isFisco ? (ulong)setup.Genesis.GroupId : 0,
            BlockLimit = isFisco ? (ulong)(head + BlocksAhead) : 0,
            Nonce = nonce,
            GasLimit = GasLimit,
            To = request.To,
            Value = request.Value,
            Data = request.Data,
        });
    }
}
