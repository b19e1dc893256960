using Ledger.Consensus;
using Ledger.Consensus.Epochs;
using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;
using Ledger.Node.Epochs;
using Ledger.Node.Loop;
using Ledger.Node.Ports;
using Ledger.Node.Silence;
using Ledger.Testing;
using Ledger.Testing.InMemory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests.Silence;

/// <summary>What the witness is told when a node that had lost part of its journal speaks again.</summary>
public sealed class MemoryCheckTests : IDisposable
{
    private static readonly ConsensusStatus Speaking = new(181, 20, 0, "Idle", [], 180, 0);
    private static readonly ConsensusStatus Silent = Speaking with { Phase = ConsensusStatus.Silent };

    private readonly InMemoryPromiseWitness _witness = new() { Noted = new Promises(238, 153, 1, 18) };
    private readonly ChainState _state;
    private readonly MemoryCheck _check;

    public MemoryCheckTests()
    {
        Genesis genesis = TestAccounts.Genesis();
        (Block block, _) = GenesisBlock.Create(genesis, TestAccounts.Suite);
        var epochs = new EpochBook([new Epoch(1, genesis.SealerSet(), genesis.Parameters())], 1_000);
        NodeId self = TestAccounts.Signer(1).Id;
        _state = new ChainState(
            new GroupContext(genesis, block.Hash, TestAccounts.Suite, epochs),
            self,
            new ChainHead(block.Hash, block.Header, BlockCertificate.None),
            new NoLinks(),
            TimeProvider.System);
        var seals = new OwnSeals(self, 0);
        var journal = new WitnessedJournal(
            new InMemoryVoteJournal(), _witness, epochs, seals, new Promises(18, 153, 1, 18));
        _check = new MemoryCheck(
            new Memory(_witness.Noted, Facts: 18, Number: 153),
            seals,
            _state,
            // A journal that is known to be behind needs no look at the others.
            new MemoryCheckParts(Pipeline: null!, Sync: null!, new Inbox(), journal, TimeProvider.System),
            NullLogger.Instance);
    }

    /// <summary>The term that ends the silence is in the journal before the witness calls the journal whole: a node that fell in between and
    /// found the two in agreement would vote again in terms that it had voted in.</summary>
    [Fact]
    public void The_witness_learns_that_silence_is_over_when_the_journal_holds_what_ended_it()
    {
        Assert.IsType<ConsensusInput.MemoryLost>(_check.Look());
        _state.SetConsensus(Silent);
        _state.SetJournalled(Silent);
        _check.Look();

        _state.SetConsensus(Speaking);
        _check.Look();
        Assert.Equal(238, _witness.Noted!.Facts);

        _state.SetJournalled(Speaking);
        _check.Look();
        Assert.Equal(18, _witness.Noted!.Facts);
    }

    public void Dispose() => _state.Dispose();
}
