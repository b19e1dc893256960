using Ledger.Domain.Cryptography;
using Ledger.Domain.Governance;
using Ledger.Domain.State;

namespace Ledger.Domain.Blocks;

/// <summary>Block 0, computed from the genesis alone, so that equal files give equal chains.</summary>
public static class GenesisBlock
{
    /// <summary>The genesis header's block and the state that it writes.</summary>
    public static (Block Block, IReadOnlyList<StateWrite> Writes) Create(Genesis genesis, CryptoSuite suite) =>
        throw new NotImplementedException($"{genesis}{suite}");
}
