using Ledger.Domain.Primitives;

namespace Ledger.Domain.Governance;

/// <summary>Where the world state keeps a group's <see cref="GovernanceSchedule"/>: as the code of the chain-owned contract 0x1000.</summary>
/// <remarks>Code is stored once and named by its hash, so that the record is one value of the state, however long; a contract that
/// checks whether there is code before it calls finds some. The first byte is INVALID (EIP-141): nobody runs it.</remarks>
public static class GovernanceRecord
{
    private const byte Invalid = 0xfe;

    /// <summary>SystemConfig (FISCO BCOS 2.x): parameters. Its account keeps the record.</summary>
    public static Address SystemConfigAddress { get; } = Address.Parse("0x0000000000000000000000000000000000001000");

    /// <summary>Consensus (FISCO BCOS 2.x): members.</summary>
    public static Address ConsensusAddress { get; } = Address.Parse("0x0000000000000000000000000000000000001003");

    /// <summary>What stands as code at a chain-owned address that keeps nothing.</summary>
    public static ReadOnlyMemory<byte> Marker { get; } = new byte[] { Invalid };

    /// <summary>The code that keeps a schedule.</summary>
    public static byte[] ToCode(GovernanceSchedule schedule) => [Invalid, .. schedule.Encode()];

    /// <summary>Reads the schedule that a code keeps; strict and total.</summary>
    public static bool TryRead(ReadOnlySpan<byte> code, out GovernanceSchedule? schedule)
    {
        schedule = null;
        return code.Length > 1 && code[0] == Invalid && GovernanceSchedule.TryDecode(code[1..], out schedule);
    }
}
