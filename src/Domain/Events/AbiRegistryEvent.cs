namespace Ledger.Domain.Events;

/// <summary>A fact of the <c>abis</c> stream: which interfaces of contracts this node knows. It is the node's own, not the group's.</summary>
public abstract record AbiRegistryEvent
{
    private protected AbiRegistryEvent()
    {
    }
}

/// <summary>The interface of the contract at an address is known from here on; one that was known before is forgotten.</summary>
/// <param name="Address">The contract, as <c>0x</c> hexadecimal.</param>
/// <param name="Abi">The JSON contract ABI, as text.</param>
public sealed record AbiRegistered(string Address, string Abi) : AbiRegistryEvent;

/// <summary>The interface of the contract at an address is forgotten.</summary>
/// <param name="Address">The contract, as <c>0x</c> hexadecimal.</param>
public sealed record AbiRemoved(string Address) : AbiRegistryEvent;
