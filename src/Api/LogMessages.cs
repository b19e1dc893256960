namespace Ledger.Api;

/// <summary>Everything that this project logs; event ids 1000 to 1999.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1000, LogLevel.Error, "JSON-RPC call {Method} failed; its caller was told only that it failed")]
    public static partial void RpcCallFailed(this ILogger logger, string method, Exception failure);

    [LoggerMessage(1001, LogLevel.Error, "{Method} {Path} failed; its caller was told only that it failed")]
    public static partial void RestCallFailed(this ILogger logger, string method, string path, Exception failure);

    [LoggerMessage(1002, LogLevel.Information, "Node {Name} serves HTTP on {Url}")]
    public static partial void NodeServes(this ILogger logger, string name, string url);

    [LoggerMessage(1003, LogLevel.Information, "Node {Name} stops")]
    public static partial void NodeStops(this ILogger logger, string name);

    [LoggerMessage(1004, LogLevel.Warning, "Metric {Instrument} reached {SeriesMax} label sets; further ones are not shown")]
    public static partial void MetricSeriesFull(this ILogger logger, string instrument, int seriesMax);

    [LoggerMessage(1010, LogLevel.Critical, "Node {Name} cannot go on: {Reason}")]
    public static partial void NodeFailed(this ILogger logger, string name, string reason);

    [LoggerMessage(1012, LogLevel.Information, "Group {Group}: {Answer}")]
    public static partial void GroupChanged(this ILogger logger, int group, string answer);

    [LoggerMessage(1013, LogLevel.Error, "Group {Group} could not be changed or opened: {Reason}")]
    public static partial void GroupFailed(this ILogger logger, int group, string reason);

    [LoggerMessage(1011, LogLevel.Warning, "Node {Name} waits for its database ({Reason}); it asks again in {Delay}")]
    public static partial void DatabaseAway(this ILogger logger, string name, string reason, TimeSpan delay);
}
