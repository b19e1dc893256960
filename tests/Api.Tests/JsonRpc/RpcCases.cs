using Ledger.Domain.Encoding;
using Ledger.Domain.Transactions;
using Ledger.Testing.InMemory;

namespace Ledger.Api.Tests.JsonRpc;

/// <summary>For every method a call that must succeed: the parameters and a part of the answer.</summary>
internal static class RpcCases
{
    private const string Account = "\"0x00000000000000000000000000000000000000c0\"";

    public static IReadOnlyDictionary<string, (string Parameters, string Expected)> Happy(KnownChain world) =>
        Ethereum(world).Concat(Fisco(world)).ToDictionary();

    private static Dictionary<string, (string, string)> Ethereum(KnownChain world)
    {
        string dynamic = Quote(world.Dynamic.Hash.ToString());
        string block1 = Quote(world.Chain.Blocks[1].Hash.ToString());
        string ethereum = Quote(Hex.Encode(KnownChain.Compose(TransactionKind.DynamicFee, 5).Transaction.Raw.Span));
        return new Dictionary<string, (string, string)>
        {
            ["eth_chainId"] = ("[]", "\"0x4ee8\""),
            ["net_version"] = ("[]", "\"20200\""),
            ["net_listening"] = ("[]", "true"),
            ["net_peerCount"] = ("[]", "\"0x1\""),
            ["web3_clientVersion"] = ("[]", "\"Ledger/v"),
            ["web3_sha3"] = ("[\"0x\"]", "\"0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470\""),
            ["eth_blockNumber"] = ("[]", "\"0x2\""),
            ["eth_syncing"] = ("[]", "false"),
            ["eth_accounts"] = ("[]", "[]"),
            ["eth_gasPrice"] = ("[]", "\"0x0\""),
            ["eth_maxPriorityFeePerGas"] = ("[]", "\"0x0\""),
            ["eth_blobBaseFee"] = ("[]", "\"0x1\""),
            ["eth_feeHistory"] = ("[\"0x2\",\"latest\",[10,50]]", "\"baseFeePerGas\":[\"0x0\",\"0x0\",\"0x0\"]"),
            ["eth_getBlockByNumber"] = ("[\"0x1\",true]", "\"baseFeePerGas\":\"0x0\""),
            ["eth_getBlockByHash"] = ($"[{block1},false]", "\"number\":\"0x1\""),
            ["eth_getBlockTransactionCountByNumber"] = ("[\"0x1\"]", "\"0x2\""),
            ["eth_getBlockTransactionCountByHash"] = ($"[{block1}]", "\"0x2\""),
            ["eth_getUncleCountByBlockNumber"] = ("[\"latest\"]", "\"0x0\""),
            ["eth_getUncleCountByBlockHash"] = ($"[{block1}]", "\"0x0\""),
            ["eth_getUncleByBlockNumberAndIndex"] = ("[\"latest\",\"0x0\"]", "null"),
            ["eth_getUncleByBlockHashAndIndex"] = ($"[{block1},\"0x0\"]", "null"),
            ["eth_getBlockReceipts"] = ("[\"0x1\"]", "\"logIndex\":\"0x2\""),
            ["eth_getTransactionByHash"] = ($"[{dynamic}]", "\"type\":\"0x2\""),
            ["eth_getTransactionByBlockNumberAndIndex"] = ("[\"0x1\",\"0x1\"]", "\"type\":\"0x0\""),
            ["eth_getTransactionByBlockHashAndIndex"] = ($"[{block1},\"0x0\"]", "\"type\":\"0x2\""),
            ["eth_getTransactionReceipt"] = ($"[{dynamic}]", "\"status\":\"0x1\""),
            ["eth_sendRawTransaction"] = ($"[{ethereum}]", "\"0x"),
            ["eth_getBalance"] = ($"[{Account},\"0x1\"]", "\"0x3e9\""),
            ["eth_getTransactionCount"] = ($"[{Account},{{\"blockHash\":{block1},\"requireCanonical\":true}}]", "\"0x1\""),
            ["eth_getCode"] = ($"[{Account},\"earliest\"]", "\"0x6000\""),
            ["eth_getStorageAt"] = ($"[{Account},\"0x5\",\"finalized\"]", "\"0x0000000000000000000000000000000000000000000000000000000000000007\""),
            ["eth_call"] = ($"[{{\"to\":{Account},\"input\":\"0x01\"}},\"safe\"]", "\"0x2a\""),
            ["eth_estimateGas"] = ($"[{{\"to\":{Account}}}]", "\"0x5208\""),
            ["debug_traceTransaction"] = ($"[{dynamic},{{\"tracer\":\"callTracer\"}}]", $"block 1, {world.Dynamic.Hash}"),
            ["debug_traceCall"] = ($"[{{\"to\":{Account}}},\"0x1\",{{}}]", "call at block 1"),
            ["debug_traceBlockByNumber"] = ("[\"0x1\",null]", $"\"txHash\":\"{world.Fisco.Hash}\""),
            ["debug_traceBlockByHash"] = ($"[{block1},{{\"tracer\":\"4byteTracer\"}}]", $"\"txHash\":\"{world.Dynamic.Hash}\""),
            ["eth_getLogs"] = ($"[{{\"fromBlock\":\"0x0\",\"address\":[{Account}]}}]", "\"removed\":false"),
        };
    }

    private static Dictionary<string, (string, string)> Fisco(KnownChain world)
    {
        string dynamic = Quote(world.Dynamic.Hash.ToString());
        string block1 = Quote(world.Chain.Blocks[1].Hash.ToString());
        string fisco = Quote(Hex.Encode(KnownChain.Compose(TransactionKind.Fisco, 5).Transaction.Raw.Span)[2..]);
        return new Dictionary<string, (string, string)>
        {
            ["rpc_modules"] = ("[]", "{\"FISCO BCOS\":\"2.0\"}"),
            ["getClientVersion"] = ("[1,\"anything\"]", "\"FISCO-BCOS Version\":\"2.11.1\""),
            ["getNodeInfo"] = ("[]", "\"Node\":\"node0\""),
            ["getGroupList"] = ("[]", "[1]"),
            ["getBlockNumber"] = ("[1]", "\"0x2\""),
            ["getPbftView"] = ("[1]", "\"0x3\""),
            ["getSealerList"] = ("[1]", "[\""),
            ["getObserverList"] = ("[1]", "[]"),
            ["getEpochSealersList"] = ("[1]", "[\""),
            ["getGroupPeers"] = ("[1]", "[\""),
            ["getPendingTxSize"] = ("[1]", "\"0x"),
            ["getConsensusStatus"] = ("[1]", "\"protocolId\":65544"),
            ["getSyncStatus"] = ("[1]", "\"protocolId\":65545"),
            ["getPeers"] = ("[1]", "\"IPAndPort\":\"127.0.0.1:30301\""),
            ["generateGroup"] = ($"[9,{{\"timestamp\":\"1767225600000\",\"sealers\":[\"{new string('a', 128)}\"]}}]", "{\"code\":\"0x0\",\"message\":\"Group 9 generated successfully\"}"),
            ["startGroup"] = ("[1]", "{\"code\":\"0x3\",\"message\":\"Group 1 is already running\"}"),
            ["stopGroup"] = ("[8]", "{\"code\":\"0x6\",\"message\":\"Group 8 not found\"}"),
            ["removeGroup"] = ("[1]", "{\"code\":\"0x3\",\"message\":\"Group 1 is running\"}"),
            ["recoverGroup"] = ("[1]", "{\"code\":\"0xe\",\"message\":\"Group 1 has not been deleted\"}"),
            ["queryGroupStatus"] = ("[1]", "{\"code\":\"0x0\",\"message\":\"\",\"status\":\"RUNNING\"}"),
            ["getNodeIDList"] = ("[1]", "[\""),
            ["getSystemConfigByKey"] = ("[1,\"tx_count_limit\"]", "\"2000\""),
            ["getBlockByNumber"] = ("[1,\"1\",true]", "\"signatureList\":["),
            ["getBlockByHash"] = ($"[1,{block1},false]", "\"number\":\"0x1\""),
            ["getBlockHeaderByNumber"] = ("[1,\"0x1\",false]", "\"number\":1"),
            ["getBlockHeaderByHash"] = ($"[1,{block1},true]", "\"signatureList\":["),
            ["getBlockHashByNumber"] = ("[1,\"1\"]", block1),
            ["getTotalTransactionCount"] = ("[1]", "{\"blockNumber\":\"0x2\",\"failedTxSum\":\"0x1\",\"txSum\":\"0x3\"}"),
            ["sendRawTransaction"] = ($"[1,{fisco}]", "\"0x"),
            ["getTransactionByHash"] = ($"[1,{dynamic}]", "\"blockLimit\":\"0x0\""),
            ["getTransactionByBlockNumberAndIndex"] = ("[1,\"1\",\"1\"]", "\"blockLimit\":\"0x1f4\""),
            ["getTransactionByBlockHashAndIndex"] = ($"[1,{block1},\"0x1\"]", "\"groupId\":\"0x1\""),
            ["getTransactionReceipt"] = ($"[1,{dynamic}]", "\"statusMsg\":\"None\""),
            ["getPendingTransactions"] = ("[1]", "["),
            ["call"] = ($"[1,{{\"from\":{Account},\"to\":{Account},\"data\":\"0x01\"}}]", "{\"currentBlockNumber\":\"0x2\",\"output\":\"0x2a\",\"status\":\"0x0\"}"),
            ["getCode"] = ($"[1,{Account}]", "\"0x6002\""),
        };
    }

    private static string Quote(string text) => $"\"{text}\"";
}
