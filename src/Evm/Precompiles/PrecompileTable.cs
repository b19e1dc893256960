using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.Precompiles;

/// <summary>The precompiled contracts of one fork.</summary>
internal sealed class PrecompileTable
{
    /// <summary>The highest address that any supported fork defines.</summary>
    private const int NumberMax = 0x11;

    private readonly IPrecompile[] _rows;

    /// <summary>The table of a fork.</summary>
    public PrecompileTable(Fork fork)
    {
        Count = fork >= Fork.Prague ? NumberMax : fork >= Fork.Cancun ? 0x0a : 0x09;
        _rows = [.. Rows(fork).Take(Count)];
    }

    /// <summary>How many addresses, from 1 on, belong to precompiled contracts.</summary>
    public int Count { get; }

    /// <summary>Whether an address belongs to a precompiled contract of the fork.</summary>
    public bool Contains(in Address address) => Number(address) is > 0 and int number && number <= Count;

    /// <summary>The contract at an address for which <see cref="Contains"/> holds.</summary>
    public IPrecompile Find(in Address address) => _rows[Number(address) - 1];

    // Ascending by number, without a gap.
    private static IEnumerable<IPrecompile> Rows(Fork fork) =>
    [
        new EcRecoverPrecompile(),
        new Sha256Precompile(),
        new Ripemd160Precompile(),
        new IdentityPrecompile(),
        new ModExpPrecompile(fork),
        new Bn254AddPrecompile(),
        new Bn254MulPrecompile(),
        new Bn254PairingPrecompile(),
        new Blake2FPrecompile(),
        new PointEvaluationPrecompile(),
        new Bls12381G1AddPrecompile(),
        new Bls12381G1MsmPrecompile(),
        new Bls12381G2AddPrecompile(),
        new Bls12381G2MsmPrecompile(),
        new Bls12381PairingPrecompile(),
        new Bls12381MapToG1Precompile(),
        new Bls12381MapToG2Precompile(),
    ];

    private static int Number(in Address address)
    {
        ReadOnlySpan<byte> bytes = address.Bytes;
        return bytes[..^1].ContainsAnyExcept((byte)0) ? 0 : bytes[^1];
    }
}
