using System.Text.Json;
using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;
using Ledger.Domain.Transactions;

namespace Ledger.Evm.Tracing;

/// <summary>Writes a tree of calls in the order of go-ethereum's members, without recursion: calls nest 1024 deep.</summary>
internal static class CallTraceJson
{
    /// <summary>Writes the tree below a root.</summary>
    public static void Write(Utf8JsonWriter writer, TracedCall root)
    {
        var open = new Stack<(TracedCall Call, int Next, bool IsFailed)>();
        open.Push((root, 0, root.Error is not null));
        WriteHead(writer, root);
        while (open.TryPop(out (TracedCall Call, int Next, bool IsFailed) place))
        {
            TracedCall call = place.Call;
            if (place.Next < call.Calls.Count)
            {
                TracedCall child = call.Calls[place.Next];
                if (place.Next == 0)
                {
                    writer.WriteStartArray("calls"u8);
                }

                open.Push((call, place.Next + 1, place.IsFailed));
                open.Push((child, 0, place.IsFailed || child.Error is not null));
                WriteHead(writer, child);
                continue;
            }

            if (call.Calls.Count > 0)
            {
                writer.WriteEndArray();
            }

            WriteTail(writer, call, place.IsFailed);
        }
    }

    private static void WriteHead(Utf8JsonWriter writer, TracedCall call)
    {
        writer.WriteStartObject();
        writer.Bytes("from"u8, call.From.Bytes);
        writer.Quantity("gas"u8, call.Gas);
        writer.Quantity("gasUsed"u8, call.GasUsed);
        if (call.To is Address to)
        {
            writer.Bytes("to"u8, to.Bytes);
        }

        writer.Bytes("input"u8, call.Input);
        if (call.Output.Length > 0)
        {
            writer.Bytes("output"u8, call.Output);
        }

        if (call.Error is not null)
        {
            writer.WriteString("error"u8, call.Error);
        }

        if (!string.IsNullOrEmpty(call.RevertReason))
        {
            writer.WriteString("revertReason"u8, call.RevertReason);
        }
    }

    /// <summary>Logs of a failed call, and of every call below one, never happened.</summary>
    private static void WriteTail(Utf8JsonWriter writer, TracedCall call, bool isFailed)
    {
        if (call.Logs.Count > 0 && !isFailed)
        {
            writer.WriteStartArray("logs"u8);
            foreach (TracedLog log in call.Logs)
            {
                WriteLog(writer, log);
            }

            writer.WriteEndArray();
        }

        if (call.Value is UInt256 value)
        {
            writer.Quantity("value"u8, value);
        }

        writer.WriteString("type"u8, call.Type);
        writer.WriteEndObject();
    }

    private static void WriteLog(Utf8JsonWriter writer, in TracedLog traced)
    {
        LogEntry log = traced.Log;
        writer.WriteStartObject();
        writer.Bytes("address"u8, log.Address.Bytes);
        writer.WriteStartArray("topics"u8);
        foreach (Hash256 topic in log.Topics)
        {
            writer.WriteStringValue(Hex.Encode(topic.Bytes));
        }

        writer.WriteEndArray();
        writer.Bytes("data"u8, log.Data.Span);
        writer.Quantity("index"u8, traced.Index);
        writer.Quantity("position"u8, traced.Position);
        writer.WriteEndObject();
    }
}
