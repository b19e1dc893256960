using Ledger.Domain.Primitives;
using Ledger.Simulation.Cluster;
using Ledger.Simulation.Machine;

namespace Ledger.Simulation.Clients;

/// <summary>What clients do, each as often as it is listed. A governance transaction is one more entry.</summary>
public static class ClientActions
{
    private const int Contracts = 3;
    private const int Slots = 8;

    /// <summary>Every action.</summary>
    public static IReadOnlyList<Func<GroupSetup, Random, ClientRequest>> All { get; } =
        [Transfer, Fail, Copy, Copy, Copy, Count, Count, Count];

    private static ClientRequest Transfer(GroupSetup setup, Random random) => Request(setup, random, []);

    private static ClientRequest Fail(GroupSetup setup, Random random) =>
        Request(setup, random, [(byte)Operation.Fail, (byte)random.Next(256)]);

    private static ClientRequest Copy(GroupSetup setup, Random random) =>
        Request(setup, random, [(byte)Operation.Copy, (byte)random.Next(Slots), (byte)random.Next(Slots)]);

    private static ClientRequest Count(GroupSetup setup, Random random) =>
        Request(setup, random, [(byte)Operation.Count, (byte)random.Next(Slots), (byte)random.Next(1, Slots)]);

    private static ClientRequest Request(GroupSetup setup, Random random, byte[] data)
    {
        Address to = random.Next(2) == 0
            ? setup.Senders[random.Next(setup.Senders.Count)].Address
            : setup.Members[random.Next(Contracts)].Address;
        return new ClientRequest(to, (ulong)random.Next(3), data);
    }
}
