using Ledger.Consensus.Epochs;
using Ledger.Domain.Events;
using Ledger.Domain.Governance;
using Ledger.Node.Epochs;
using Ledger.Node.Ports;
using Ledger.Node.Silence;
using Ledger.Testing;
using Ledger.Testing.InMemory;

namespace Ledger.Node.Tests.Silence;

/// <summary>What a node notes outside its database of what it said.</summary>
public sealed class WitnessedJournalTests
{
    private const long SecondEpoch = 46;

    private static readonly Genesis Genesis = TestAccounts.Genesis();

    public static TheoryData<ConsensusEvent> FirstWordsOfAnEpoch =>
    [
        new TermStarted(SecondEpoch - 1, 3, SecondEpoch - 1),
        new VoteGranted(SecondEpoch - 1, 3, SecondEpoch - 1, 0),
        new EntriesAppended(SecondEpoch, 3, SecondEpoch - 1, 0, 0, ""),
        new ViewChangeSigned(SecondEpoch - 1, 3, ""),
        new NewViewAccepted(SecondEpoch - 1, 3, ""),
        new PrepareSigned(SecondEpoch, 3, ""),
    ];

    /// <summary>A term that begins on an epoch's base binds the node in that epoch: one that lost it may not take the epoch for new.</summary>
    [Theory]
    [MemberData(nameof(FirstWordsOfAnEpoch))]
    public async Task What_is_said_first_in_an_epoch_is_noted_for_it(ConsensusEvent fact)
    {
        Promises noted = await NoteAsync(new Promises(10, SecondEpoch - 1, 1, 7), fact);
        Assert.Equal((11, SecondEpoch, 3), (noted.Facts, noted.Epoch, noted.View));
    }

    [Fact]
    public async Task The_last_words_of_an_epoch_are_noted_for_it()
    {
        Promises noted = await NoteAsync(new Promises(10, SecondEpoch - 2, 1, 7), new CheckpointSigned(SecondEpoch - 1, 8, ""));
        Assert.Equal((SecondEpoch - 1, 1, 8), (noted.Number, noted.Epoch, noted.View));
    }

    private static async Task<Promises> NoteAsync(Promises start, ConsensusEvent fact)
    {
        var epochs = new EpochBook(
            [new Epoch(1, Genesis.SealerSet(), Genesis.Parameters()), new Epoch(SecondEpoch, Genesis.SealerSet(), Genesis.Parameters())],
            SecondEpoch + 8);
        var witness = new InMemoryPromiseWitness();
        var journal = new WitnessedJournal(
            new InMemoryVoteJournal(), witness, epochs, new OwnSeals(TestAccounts.Signer(1).Id, 0), start);
        await journal.AppendAsync([fact], [], TestContext.Current.CancellationToken);
        return witness.Noted!;
    }
}
