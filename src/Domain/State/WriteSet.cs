using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.State;

/// <summary>A block's changes of the world state, sorted by key, and their digest.</summary>
public static class WriteSet
{
    /// <summary>Turns the final changes of a block into sorted versioned values.</summary>
    public static IReadOnlyList<StateWrite> FromDiff(StateDiff diff) => throw new NotImplementedException($"{diff}");

    /// <summary>The root of a sorted write set: the header's dbHash.</summary>
    public static Hash256 Root(IReadOnlyList<StateWrite> sorted, IHashFunction hash) =>
        throw new NotImplementedException($"{sorted}{hash}");

    /// <summary>The next state root: H(parent state root ‖ write-set root).</summary>
    public static Hash256 NextStateRoot(in Hash256 parentStateRoot, in Hash256 writeSetRoot, IHashFunction hash) =>
        throw new NotImplementedException($"{parentStateRoot}{writeSetRoot}{hash}");
}
