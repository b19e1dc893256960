using Ledger.Domain.Cryptography;
using Ledger.Domain.Events;
using Ledger.Domain.Primitives;
using Ledger.Node.Ports;
using Ledger.Simulation.Commands;
using Ledger.Simulation.Disk;
using Ledger.Simulation.Engine;
using Ledger.Simulation.Links;

namespace Ledger.Simulation;

/// <summary>The simulator's own parts.</summary>
public sealed class SimulatorTests
{
    private readonly Scheduler _scheduler = new(new Random(1));

    [Fact]
    public void A_signature_is_its_signers_alone()
    {
        var suite = new SimulatedSuite();
        ISigner one = suite.Signer(1);
        ISigner other = suite.Signer(2);
        Hash256 digest = suite.Hash("x"u8);
        byte[] seal = one.Sign(digest);
        Assert.True(suite.Verify(one.Id, digest, seal));
        Assert.False(suite.Verify(other.Id, digest, seal));
        Assert.False(suite.Verify(one.Id, suite.Hash("y"u8), seal));
        Assert.True(suite.TryRecover(digest, seal, out Address signer));
        Assert.Equal(one.Address, signer);
        other.Address.Bytes.CopyTo(seal.AsSpan(12));
        Assert.False(suite.TryRecover(digest, seal, out _));
    }

    [Fact]
    public void What_a_key_draws_is_its_own_and_one_for_each_input()
    {
        var suite = new SimulatedSuite();
        ISigner one = suite.Signer(1);
        byte[] proof = ((IVerifiableRandomProver)one).Prove("x"u8);
        Assert.True(suite.TryVerify(one.Id, "x"u8, proof, out Hash256 output));
        Assert.Equal(suite.OutputOf(proof), output);
        Assert.Equal(proof, ((IVerifiableRandomProver)one).Prove("x"u8));
        Assert.False(suite.TryVerify(suite.Signer(2).Id, "x"u8, proof, out _));
        Assert.False(suite.TryVerify(one.Id, "y"u8, proof, out _));
        proof[0] ^= 1;
        Assert.False(suite.TryVerify(one.Id, "x"u8, proof, out _));
    }

    [Fact]
    public void Power_may_take_what_a_witness_did_not_sync_and_nothing_else()
    {
        var left = new HashSet<long>();
        for (int i = 0; i < 50; i++)
        {
            var witness = new SimulatedWitness();
            witness.Note(new Promises(1, 1, 1, 0), isDurable: true);
            witness.Note(new Promises(2, 2, 1, 0), isDurable: false);
            witness.Crash(_scheduler.Random);
            left.Add(witness.Read()!.Facts);
        }

        Assert.Equal([1, 2], left.Order());
    }

    [Fact]
    public void Steps_of_a_dead_node_do_not_happen()
    {
        var life = new NodeLife(_scheduler, "n");
        int steps = 0;
        life.Post(_ => steps++, null);
        life.Post(_ => life.Kill(), null);
        life.AfterSteps(1, life.Kill);
        Drain();
        Assert.True(life.IsDead);
        Assert.InRange(steps, 0, 1);
        life.Post(_ => steps += 10, null);
        Drain();
        Assert.InRange(steps, 0, 1);
    }

    [Fact]
    public void A_continuation_that_leaves_the_one_thread_is_noticed()
    {
        var life = new NodeLife(_scheduler, "n");
        var thread = new Thread(() => life.Post(static _ => { }, null));
        thread.Start();
        thread.Join();
        Assert.NotNull(_scheduler.Stray);
    }

    [Fact]
    public void What_was_being_written_when_power_was_lost_arrives_as_a_prefix()
    {
        var lengths = new HashSet<int>();
        for (int i = 0; i < 100; i++)
        {
            var disk = new SimulatedDisk();
            var life = new NodeLife(_scheduler, "n");
            var journal = new SimulatedJournal(life, disk, new DiskTiming(_scheduler), static _ => { });
            ConsensusEvent[] facts = [.. Enumerable.Range(0, 4).Select(view => new PrepareSigned(1, view, "0x"))];
            life.Begin(() => journal.AppendAsync(facts, [], CancellationToken.None));
            _scheduler.RunNext(_scheduler.Now);
            life.Kill();
            disk.Crash(_scheduler.Random);
            Assert.Equal(facts[..disk.Journal.Count], disk.Journal);
            lengths.Add(disk.Journal.Count);
        }

        Assert.Equal([0, 1, 2, 3, 4], lengths.Order());
    }

    [Fact]
    public void A_cut_link_carries_nothing_in_its_direction()
    {
        var suite = new SimulatedSuite();
        var network = new SimulatedNetwork(_scheduler, [suite.Signer(1).Id, suite.Signer(2).Id]);
        var arrived = new List<int>();
        network.Deliver = (to, _, _) => arrived.Add(to);
        network.SetUp(0, isUp: true);
        network.SetUp(1, isUp: true);
        network.SetCut(0, 1, isCut: true);
        network.Send(0, 1, new PeerMessage(PeerMessageKind.Status, 1, default));
        network.Send(1, 0, new PeerMessage(PeerMessageKind.Status, 1, default));
        Drain();
        Assert.Equal([0], arrived);
    }

    [Fact]
    public void A_failing_run_names_the_command_that_repeats_it()
    {
        using var output = new StringWriter();
        string[] arguments = ["--seeds", "1", "--nodes", "4", "--seconds", "20", "--bug", "QuorumOffByOne"];
        Assert.Equal(1, SimulateCommand.Run(arguments, output));
        string text = output.ToString();
        Assert.Contains("make simulate SEEDS=1 SEED_BASE=0 ALGORITHM=pbft NODES=4 WINDOW=1 SECONDS=20 BUG=QuorumOffByOne", text, StringComparison.Ordinal);
        Assert.EndsWith("0 passed, 1 failed\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nonsense", "1")]
    [InlineData("--seeds", "many")]
    [InlineData("--algorithm", "paxos")]
    public void A_command_line_that_is_not_understood_says_so(string name, string value)
    {
        using var output = new StringWriter();
        Assert.Equal(2, SimulateCommand.Run([name, value], output));
        Assert.NotEmpty(output.ToString());
    }

    private void Drain()
    {
        TimeSpan end = _scheduler.Now + TimeSpan.FromSeconds(10);
        while (_scheduler.RunNext(end))
        {
        }
    }
}
