namespace Ledger.Api.JsonRpc;

/// <summary>Whose conventions a method follows for its parameters and errors.</summary>
internal enum RpcLane
{
    /// <summary>Ethereum's: optional parameters, any extra one is refused, errors in go-ethereum's words.</summary>
    Ethereum = 0,

    /// <summary>FISCO BCOS 2.x's: exactly the declared parameters, its own codes and texts.</summary>
    Fisco = 1,
}
