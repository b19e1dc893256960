namespace Ledger.Evm.Machine;

/// <summary>Which instruction asks for a child frame.</summary>
internal enum CallKind
{
    /// <summary>CALL, and the message of a transaction.</summary>
    Call,

    /// <summary>CALLCODE: foreign code on own state.</summary>
    CallCode,

    /// <summary>DELEGATECALL (EIP-7): foreign code on own state with the own caller and value.</summary>
    DelegateCall,

    /// <summary>STATICCALL (EIP-214): no change of state below it.</summary>
    StaticCall,

    /// <summary>CREATE, and the creation by a transaction.</summary>
    Create,

    /// <summary>CREATE2 (EIP-1014): the address follows from the init code.</summary>
    Create2,
}
