using Ledger.Domain.Primitives;

namespace Ledger.Domain.State;

/// <summary>Read-only world state as of one block. Owned by one execution; not thread-safe.</summary>
public interface IStateView
{
    /// <summary>Reads an account.</summary>
    /// <returns><see langword="false"/> when it does not exist; then <paramref name="account"/> is empty.</returns>
    bool TryGetAccount(in Address address, out Account account);

    /// <summary>Reads a storage slot; zero when it was never written.</summary>
    UInt256 GetStorage(in Address address, in UInt256 slot);

    /// <summary>Reads the code with the given hash; empty for the zero hash.</summary>
    ReadOnlyMemory<byte> GetCode(in Hash256 codeHash);

    /// <summary>Whether an account has any storage; asked only for one without nonce and code (EIP-7610).</summary>
    /// <returns><see langword="false"/> unless a view says otherwise: execution never leaves storage behind without a nonce.</returns>
    bool HasStorage(in Address address) => false;
}
