using System.Globalization;
using System.Text.Json;
using Ledger.Api.Groups;
using Ledger.Api.JsonRpc.Parameters;
using Ledger.Domain.Governance;

namespace Ledger.Api.JsonRpc.Fisco;

/// <summary>Managing groups, by FISCO BCOS's methods. Whoever may not is refused as by a FISCO BCOS node that has them switched off.</summary>
/// <param name="groups">The groups.</param>
/// <param name="control">Changes them.</param>
/// <param name="isAdmin">Whether the caller showed that it operates the node.</param>
internal sealed class FiscoGroupMethods(IGroups groups, IGroupControl control, bool isAdmin) : IRpcMethods
{
    private static readonly RpcParameter Group = RpcParameter.Required("groupID", FiscoKinds.Group);
    private static readonly RpcParameter Parameters = RpcParameter.Required("params", FiscoKinds.Object);

    public IEnumerable<RpcMethod> Rows =>
    [
        Managed("generateGroup", GenerateAsync, Group, Parameters),
        Managed("startGroup", (call, c) => ChangeAsync(call, control.StartAsync, c), Group),
        Managed("stopGroup", (call, c) => ChangeAsync(call, control.StopAsync, c), Group),
        Managed("removeGroup", (call, c) => ChangeAsync(call, control.RemoveAsync, c), Group),
        Managed("recoverGroup", (call, c) => ChangeAsync(call, control.RecoverAsync, c), Group),
        RpcMethod.FiscoOfNode("queryGroupStatus", (call, _) => Task.FromResult(Query(call.Get<int>(0))), Group),
    ];

    private RpcMethod Managed(string name, RpcHandler handler, params RpcParameter[] parameters) => RpcMethod.FiscoOfNode(
        name, isAdmin ? handler : (_, _) => Task.FromResult<RpcResult>(FiscoErrors.Forbidden), parameters);

    private async Task<RpcResult> GenerateAsync(RpcCall call, CancellationToken cancellation) =>
        Show(Read(call.Get<int>(0), call.Get<JsonElement>(1), out GroupRequest? request) is string problem
            ? new GroupAnswer(GroupCode.InvalidParams, problem)
            : await control.GenerateAsync(request!, cancellation));

    private static async Task<RpcResult> ChangeAsync(
        RpcCall call, Func<int, CancellationToken, Task<GroupAnswer>> change, CancellationToken cancellation) =>
        Show(await change(call.Get<int>(0), cancellation));

    private RpcResult Query(int groupId)
    {
        if (groupId is < 1 or > GenesisLimits.GroupIdMax)
        {
            return Show(new GroupAnswer(GroupCode.InvalidParams, GroupRequestValidator.GroupIdRule), "");
        }

        GroupState state = groups.All.FirstOrDefault(group => group.GroupId == groupId)?.State ?? GroupState.Inexistent;
        GroupAnswer answer = state == GroupState.Unknown
            ? new GroupAnswer(GroupCode.InternalError, "Please check `.group_status` file of the group")
            : new GroupAnswer(GroupCode.Success, "");
        return Show(answer, state.ToString().ToUpperInvariant());
    }

    /// <summary>Reads the members with the types that FISCO BCOS asks for.</summary>
    private static string? Read(int groupId, JsonElement members, out GroupRequest? request)
    {
        request = null;
        if (!members.TryGetProperty("timestamp", out JsonElement time) || !RpcText.TryGet(time, out string? timestamp))
        {
            return "invalid `timestamp` field";
        }

        if (!members.TryGetProperty("sealers", out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            return "invalid `sealers` field";
        }

        // Gas is never paid here, and storage costs nothing but gas: the flag is only checked.
        if (members.TryGetProperty("enable_free_storage", out JsonElement flag)
            && flag.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            return "invalid `enable_free_storage` field";
        }

        long? chainId = null;
        if (members.TryGetProperty("chain_id", out JsonElement chain))
        {
            if (chain.ValueKind != JsonValueKind.Number || !chain.TryGetInt64(out long id))
            {
                return "invalid `chain_id` field";
            }

            chainId = id;
        }

        if (members.TryGetProperty("governors", out JsonElement governors) && governors.ValueKind != JsonValueKind.Array)
        {
            return "invalid `governors` field";
        }

        string? consensus = null;
        if (members.TryGetProperty("consensus", out JsonElement algorithm) && !RpcText.TryGet(algorithm, out consensus))
        {
            return "invalid `consensus` field";
        }

        request = new GroupRequest(groupId, timestamp, Texts(list))
        {
            ChainId = chainId,
            Governors = Texts(governors),
            Consensus = consensus,
        };
        return null;
    }

    private static string[] Texts(JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Select(item => RpcText.TryGet(item, out string? text) ? text : "")]
        : [];

    private static RpcResult Show(GroupAnswer answer, string? status = null) => RpcResult.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("code"u8, string.Create(CultureInfo.InvariantCulture, $"0x{(int)answer.Code:x}"));
        writer.WriteString("message"u8, answer.Message);
        if (status is not null)
        {
            writer.WriteString("status"u8, status);
        }

        writer.WriteEndObject();
    });
}
