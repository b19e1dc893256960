using Ledger.Domain.Blocks;
using Ledger.Domain.Governance;
using Ledger.Domain.State;

namespace Ledger.Node.Ports;

/// <summary>A final block that decided who seals later heights, with what shows it.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Certificate">The quorum's seals.</param>
/// <param name="Writes">Everything that it wrote, when it wrote the governance record; the root of it is the header's dbHash. Empty when
/// only its randomness decided.</param>
public sealed record EpochProof(BlockHeader Header, BlockCertificate Certificate, IReadOnlyList<StateWrite> Writes)
{
    private static readonly StateKey Record = StateKey.ForAccount(GovernanceRecord.SystemConfigAddress);

    /// <summary>What a final block proves of later epochs.</summary>
    /// <returns>The proof, or <see langword="null"/> when it decided nothing; block 0 needs none.</returns>
    public static EpochProof? Of(FinalBlock block) => block.Block.Number == 0 ? null
        : WritesRecord(block.Writes) ? new EpochProof(block.Block.Header, block.Certificate, block.Writes)
        : block.DecidesEpoch ? new EpochProof(block.Block.Header, block.Certificate, [])
        : null;

    /// <summary>Whether a block's writes touch the governance record.</summary>
    public static bool WritesRecord(IReadOnlyList<StateWrite> writes)
    {
        // Sorted by key, and the chain's own accounts have low addresses.
        for (int i = 0; i < writes.Count && writes[i].Key <= Record; i++)
        {
            if (writes[i].Key == Record)
            {
                return true;
            }
        }

        return false;
    }
}
