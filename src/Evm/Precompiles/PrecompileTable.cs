using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Evm.Precompiles;

/// <summary>The precompiled contracts of one fork.</summary>
internal sealed class PrecompileTable
{
    /// <summary>The highest address that any supported fork defines.</summary>
    private const int NumberMax = 0x0a;

    private readonly IPrecompile?[] _rows = new IPrecompile?[NumberMax + 1];

    /// <summary>The table of a fork.</summary>
    public PrecompileTable(Fork fork)
    {
        Count = fork >= Fork.Cancun ? NumberMax : NumberMax - 1;
        foreach (IPrecompile precompile in Rows(fork))
        {
            _rows[precompile.Number] = precompile;
        }
    }

    /// <summary>How many addresses, from 1 on, belong to precompiled contracts.</summary>
    public int Count { get; }

    /// <summary>Whether an address belongs to a precompiled contract of the fork.</summary>
    public bool Contains(in Address address) => Number(address) is > 0 and int number && number <= Count;

    /// <summary>The contract at an address for which <see cref="Contains"/> holds; <see langword="null"/> while the ledger lacks
    /// it: a call then fails, which is safer than an answer that another client would not give.</summary>
    public IPrecompile? Find(in Address address) => _rows[Number(address)];

    // Missing: the KZG point evaluation at 0x0a (EIP-4844).
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
    ];

    private static int Number(in Address address)
    {
        ReadOnlySpan<byte> bytes = address.Bytes;
        return bytes[..^1].ContainsAnyExcept((byte)0) ? 0 : bytes[^1];
    }
}
