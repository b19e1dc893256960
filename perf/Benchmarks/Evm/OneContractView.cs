using Ledger.Crypto.Hashing;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Benchmarks.Evm;

/// <summary>A world with one contract and empty storage.</summary>
internal sealed class OneContractView(Address contract, byte[] code) : IStateView
{
    private readonly Account _account = new(1, default, Keccak256.Hash(code));

    /// <inheritdoc/>
    public bool TryGetAccount(in Address address, out Account account)
    {
        bool isContract = address == contract;
        account = isContract ? _account : default;
        return isContract;
    }

    /// <inheritdoc/>
    public UInt256 GetStorage(in Address address, in UInt256 slot) => default;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> GetCode(in Hash256 codeHash) => code;
}
