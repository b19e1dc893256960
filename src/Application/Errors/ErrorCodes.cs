namespace Ledger.Application.Errors;

/// <summary>The registry of every expected error; the documents and the SDK enumerations are made of <see cref="All"/>.</summary>
/// <remarks>Append only: names and numbers are sent. The words follow go-ethereum, because ethers, viem and foundry search for them.</remarks>
public static class ErrorCodes
{
    private const int InvalidParams = -32602;
    private const int ServerError = -32000;
    private const int LimitExceeded = -32005;

    /// <summary>The request's shape is wrong.</summary>
    public static ErrorCode InvalidRequest { get; } = new(
        "invalid_request", 400, InvalidParams, "invalid argument",
        "The request is not valid", "Correct the named value and send it again.");

    /// <summary>No block has this number or hash.</summary>
    public static ErrorCode BlockNotFound { get; } = new(
        "block_not_found", 404, ServerError, "header not found",
        "The block does not exist on this node", "Name a block at or below the last one, or wait for it.");

    /// <summary>No transaction has this hash.</summary>
    public static ErrorCode TransactionNotFound { get; } = new(
        "transaction_not_found", 404, ServerError, "transaction not found",
        "The transaction is neither in the chain nor in this node's pool", "Check the hash, or submit the transaction again: that is safe.");

    /// <summary>The transaction is accepted but not final.</summary>
    public static ErrorCode ReceiptNotReady { get; } = new(
        "receipt_not_ready", 404, ServerError, "receipt not found",
        "The transaction is accepted and not final yet", "Ask again, or add ?wait=seconds.");

    /// <summary>No account has this address.</summary>
    public static ErrorCode AccountNotFound { get; } = new(
        "account_not_found", 404, ServerError, "account not found",
        "The account does not exist at that block", "Check the address and the block.");

    /// <summary>The contract reverted.</summary>
    public static ErrorCode ExecutionReverted { get; } = new(
        "execution_reverted", 422, 3, "execution reverted",
        "The contract reverted", "Read the reason; the revert data carries it in full.");

    /// <summary>The call ended in an exceptional halt.</summary>
    public static ErrorCode ExecutionFailed { get; } = new(
        "execution_failed", 422, ServerError, "execution failed",
        "The call failed in the virtual machine", "Read the status: it names what stopped the call.");

    /// <summary>The query would read too much.</summary>
    public static ErrorCode QueryTooLarge { get; } = new(
        "query_too_large", 400, LimitExceeded, "query exceeds limit",
        "The query reads more than one request may", "Ask for the suggested range, or page with a cursor.");

    /// <summary>What is asked is not supported.</summary>
    public static ErrorCode NotSupported { get; } = new(
        "not_supported", 400, InvalidParams, "not supported",
        "The chain does not offer this", "Leave the named option out.");

    /// <summary>The bytes are not a transaction.</summary>
    public static ErrorCode MalformedTransaction { get; } = new(
        "malformed_transaction", 400, ServerError, "invalid transaction",
        "The bytes are not a signed transaction", "Send the raw bytes as the signing library made them.");

    /// <summary>The transaction type is not taken.</summary>
    public static ErrorCode UnsupportedType { get; } = new(
        "unsupported_transaction_type", 400, ServerError, "transaction type not valid",
        "The chain does not take this transaction type", "Sign as legacy, EIP-2930, EIP-1559, EIP-7702 or FISCO transaction, as the fork of the group allows.");

    /// <summary>The signature is wrong.</summary>
    public static ErrorCode InvalidSignature { get; } = new(
        "invalid_signature", 400, ServerError, "invalid sender",
        "The signature is not valid or not canonical", "Sign again with a low s value.");

    /// <summary>Signed for another chain.</summary>
    public static ErrorCode WrongChainId { get; } = new(
        "wrong_chain_id", 400, ServerError, "invalid chain id for signer",
        "The transaction is signed for another chain", "Sign with the chain id that eth_chainId answers.");

    /// <summary>Signed for another group.</summary>
    public static ErrorCode WrongGroupId { get; } = new(
        "wrong_group_id", 400, ServerError, "invalid group id",
        "The transaction is signed for another group", "Sign with this group's id, or send it to a node of that group.");

    /// <summary>Without EIP-155 chain id.</summary>
    public static ErrorCode NotReplayProtected { get; } = new(
        "not_replay_protected", 400, ServerError, "only replay-protected (EIP-155) transactions allowed over RPC",
        "The transaction names no chain id", "Sign it with EIP-155.");

    /// <summary>The nonce was used.</summary>
    public static ErrorCode NonceUsed { get; } = new(
        "nonce_used", 409, ServerError, "nonce too low",
        "The nonce was used before", "Take the next nonce from the pending transaction count; FISCO: draw a new random nonce.");

    /// <summary>The nonce is too far ahead.</summary>
    public static ErrorCode NonceTooHigh { get; } = new(
        "nonce_too_high", 409, ServerError, "nonce too high",
        "The nonce lies too far ahead", "Send the transactions with the missing nonces first.");

    /// <summary>Another pending transaction has the nonce.</summary>
    public static ErrorCode NonceTaken { get; } = new(
        "nonce_taken", 409, ServerError, "replacement transaction underpriced",
        "Another pending transaction of the sender has this nonce", "Wait for it: pending transactions are not replaced.");

    /// <summary>The FISCO block limit does not fit.</summary>
    public static ErrorCode BlockLimit { get; } = new(
        "block_limit", 409, ServerError, "block limit check failed",
        "The block limit has passed or lies too far ahead", "Sign again with the last block number plus 500.");

    /// <summary>The gas limit is below the intrinsic cost.</summary>
    public static ErrorCode IntrinsicGasTooLow { get; } = new(
        "intrinsic_gas_too_low", 400, ServerError, "intrinsic gas too low",
        "The gas limit does not cover the intrinsic cost", "Raise the gas limit; eth_estimateGas tells how much.");

    /// <summary>The gas limit is above the group's.</summary>
    public static ErrorCode GasLimitTooHigh { get; } = new(
        "gas_limit_too_high", 400, ServerError, "exceeds block gas limit",
        "The gas limit is above the group's limit for one transaction", "Lower the gas limit.");

    /// <summary>The balance is too low.</summary>
    public static ErrorCode InsufficientFunds { get; } = new(
        "insufficient_funds", 400, ServerError, "insufficient funds for transfer",
        "The balance does not cover the value", "Send less: gas costs nothing in a gas-free group.");

    /// <summary>The tip cap is above the fee cap.</summary>
    public static ErrorCode TipAboveFeeCap { get; } = new(
        "tip_above_fee_cap", 400, ServerError, "max priority fee per gas higher than max fee per gas",
        "The tip cap is above the fee cap", "Lower maxPriorityFeePerGas; zero is enough.");

    /// <summary>The init code is too long.</summary>
    public static ErrorCode InitCodeTooLarge { get; } = new(
        "init_code_too_large", 400, ServerError, "max initcode size exceeded",
        "The init code is longer than EIP-3860 allows", "Split the contract.");

    /// <summary>The pool is full.</summary>
    public static ErrorCode PoolFull { get; } = new(
        "pool_full", 503, ServerError, "txpool is full",
        "The pool of pending transactions is full", "Send again in a moment.");

    /// <summary>The sender's quota is used up.</summary>
    public static ErrorCode SenderQuota { get; } = new(
        "sender_quota", 429, ServerError, "account limit exceeded",
        "The sender has as many pending transactions as one may have", "Wait until some are final.");

    /// <summary>The node cannot serve now.</summary>
    public static ErrorCode NotReady { get; } = new(
        "not_ready", 503, ServerError, "node is not ready",
        "The node cannot take this now", "Send again in a moment, or to another node.");

    /// <summary>The group's algorithm has no read index.</summary>
    public static ErrorCode NoReadIndex { get; } = new(
        "no_read_index", 409, ServerError, "the group has no read index",
        "Only a Raft group has a read index", "Under pbft and rpbft, ask more than f nodes, and take the highest block whose certificate is valid.");

    /// <summary>No leader could say what is committed.</summary>
    public static ErrorCode ReadIndexUnavailable { get; } = new(
        "read_index_unavailable", 503, ServerError, "no read index now",
        "The leader could not say what is committed", "Ask again in a moment. If it lasts, the status says which nodes are missing.");

    /// <summary>The gas limit is below the floor of the data.</summary>
    public static ErrorCode FloorGasTooLow { get; } = new(
        "floor_gas_too_low", 400, ServerError, "insufficient gas for floor data gas cost",
        "The gas limit does not cover the floor of the call data (EIP-7623)", "Raise the gas limit; eth_estimateGas tells how much.");

    /// <summary>A set-code transaction without a recipient.</summary>
    public static ErrorCode SetCodeCreation { get; } = new(
        "set_code_creation", 400, ServerError, "EIP-7702 transaction cannot be used to create contract",
        "A set-code transaction creates no contract", "Name a recipient.");

    /// <summary>A set-code transaction without authorizations.</summary>
    public static ErrorCode EmptyAuthorizationList { get; } = new(
        "empty_authorization_list", 400, ServerError, "EIP-7702 transaction with empty auth list",
        "A set-code transaction sets the code of one account or more", "Add an authorization, or sign as EIP-1559 transaction.");

    /// <summary>A change of sealers that would stop the group.</summary>
    public static ErrorCode NoLiveQuorum { get; } = new(
        "no_live_quorum", 409, ServerError, "no live quorum",
        "The change would leave the group without enough sealers that can vote now",
        "Start the named nodes and let them catch up as observers, then send the change again.");

    /// <summary>The group is not on this node.</summary>
    public static ErrorCode GroupNotFound { get; } = new(
        "group_not_found", 404, -40001, "GroupID does not exist",
        "The node does not run this group", "Ask a node that is a member of the group.");

    /// <summary>A defect of the server.</summary>
    public static ErrorCode Internal { get; } = new(
        "internal", 503, -32603, "internal error",
        "The server could not answer", "Try again; report it with the time of the request when it stays.");

    /// <summary>A trace with more instructions or bytes than one answer may have.</summary>
    public static ErrorCode TraceTooLarge { get; } = new(
        "trace_too_large", 400, LimitExceeded, "trace exceeds limit",
        "The trace is larger than one request may be", "Show less of each step, or trace fewer transactions at once.");

    /// <summary>A trace that took too long.</summary>
    public static ErrorCode TraceTimeout { get; } = new(
        "trace_timeout", 503, ServerError, "execution timeout",
        "The trace took longer than it may", "Ask for more time, or for a tracer that shows less.");

    /// <summary>As many traces wait as may wait.</summary>
    public static ErrorCode TraceBusy { get; } = new(
        "trace_busy", 503, LimitExceeded, "too many traces",
        "As many traces wait for their turn as may wait", "Ask again in a moment, or another node.");

    /// <summary>Managing the node without its token.</summary>
    public static ErrorCode Unauthorized { get; } = new(
        "unauthorized", 401, -100001, "unauthorized",
        "The request does not show the node's admin token", "Send it as Authorization: Bearer; it is in the file admin.token in the node's folder.");

    /// <summary>Managing the node from another machine.</summary>
    public static ErrorCode Forbidden { get; } = new(
        "forbidden", 403, -100001, "forbidden",
        "The node is managed from its own machine only", "Send the request on the node's machine.");

    /// <summary>The group is not in a state that allows the request.</summary>
    public static ErrorCode GroupState { get; } = new(
        "group_state", 409, ServerError, "wrong state of the group",
        "The group's state does not allow this", "GET /api/v1/groups tells the state of each group.");

    /// <summary>No interface is registered for the contract.</summary>
    public static ErrorCode AbiNotFound { get; } = new(
        "abi_not_found", 404, ServerError, "no interface registered",
        "This node knows no interface of the contract", "Register it with PUT, or ask the node where it was registered.");

    /// <summary>The registry of interfaces has no room.</summary>
    public static ErrorCode AbiRegistryFull { get; } = new(
        "abi_registry_full", 409, LimitExceeded, "registry of interfaces is full",
        "The group has as many interfaces as it may have", "Remove interfaces that are not needed.");

    /// <summary>A block, a state or a transaction below the snapshot that the node started from. The number is go-ethereum's for EIP-4444.</summary>
    public static ErrorCode HistoryNotKept { get; } = new(
        "history_not_kept", 410, 4444, "pruned history unavailable",
        "The node started from a snapshot and does not keep what lies below it", "Ask a node that keeps the whole chain.");

    /// <summary>Every row, in the order of the documents.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } =
    [
        InvalidRequest, BlockNotFound, TransactionNotFound, ReceiptNotReady, AccountNotFound,
        ExecutionReverted, ExecutionFailed, QueryTooLarge, NotSupported,
        MalformedTransaction, UnsupportedType, InvalidSignature, WrongChainId, WrongGroupId, NotReplayProtected,
        NonceUsed, NonceTooHigh, NonceTaken, BlockLimit, IntrinsicGasTooLow, GasLimitTooHigh, InsufficientFunds,
        TipAboveFeeCap, InitCodeTooLarge, PoolFull, SenderQuota, NotReady, NoReadIndex, ReadIndexUnavailable, GroupNotFound, Internal,
        FloorGasTooLow, SetCodeCreation, EmptyAuthorizationList, NoLiveQuorum,
        TraceTooLarge, TraceTimeout, TraceBusy,
        Unauthorized, Forbidden, GroupState, AbiNotFound, AbiRegistryFull, HistoryNotKept,
    ];
}
