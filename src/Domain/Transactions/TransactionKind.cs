namespace Ledger.Domain.Transactions;

/// <summary>The wire format of a transaction. The numbers 0 to 4 are Ethereum's transaction types (EIP-2718).</summary>
public enum TransactionKind : byte
{
    /// <summary>Ethereum legacy, with or without EIP-155 replay protection.</summary>
    Legacy = 0,

    /// <summary>EIP-2930: legacy gas price with an access list.</summary>
    AccessList = 1,

    /// <summary>EIP-1559: fee cap and tip.</summary>
    DynamicFee = 2,

    /// <summary>EIP-4844; recognised so that it can be refused with a clear error.</summary>
    Blob = 3,

    /// <summary>EIP-7702: sets the code of externally owned accounts.</summary>
    SetCode = 4,

    /// <summary>FISCO BCOS 2.x: random nonce, block limit, chain id and group id.</summary>
    Fisco = 0x80,
}
