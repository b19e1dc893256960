using System.Text.Json;
using Ledger.Node.Tracing;

namespace Ledger.Api.JsonRpc.Parameters;

/// <summary>The config object of <c>debug_trace…</c>, read as <see cref="TraceSettings"/>. Members that go-ethereum does not know are
/// ignored as it ignores them; what it knows and this node does not do is refused.</summary>
internal static class TraceConfigKind
{
    private const string Offered = "callTracer, prestateTracer, 4byteTracer, noopTracer, or leave tracer out for struct logs";

    // Each would change what is replayed; an empty object changes nothing.
    private static readonly string[] Overrides = ["overrides", "stateOverrides", "blockOverrides", "txIndex"];

    public static RpcKind Instance { get; } = new("a trace config object", Read);

    private static RpcReading Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return RpcReading.Wrong;
        }

        var fields = new Fields(element);
        TracerKind tracer = fields.Tracer();
        Fields nested = fields.Object("tracerConfig");
        fields.RefuseOverrides();
        var settings = new TraceSettings
        {
            Tracer = tracer,
            DisableStack = fields.Flag("disableStack"),
            DisableStorage = tracer == TracerKind.Prestate ? nested.Flag("disableStorage") : fields.Flag("disableStorage"),
            EnableMemory = fields.Flag("enableMemory"),
            EnableReturnData = fields.Flag("enableReturnData"),
            Limit = fields.Count("limit"),
            OnlyTopCall = nested.Flag("onlyTopCall"),
            WithLog = nested.Flag("withLog"),
            DiffMode = nested.Flag("diffMode"),
            DisableCode = nested.Flag("disableCode"),
            IncludeEmpty = nested.Flag("includeEmpty"),
            Timeout = fields.Duration("timeout"),
        };
        string? problem = fields.Problem ?? nested.Problem;
        return problem is null ? new RpcReading(settings) : new RpcReading(null, problem);
    }

    /// <summary>Reads the members of one object and remembers the first problem.</summary>
    private sealed class Fields(JsonElement element)
    {
        public string? Problem { get; private set; }

        public TracerKind Tracer()
        {
            if (!TryFind("tracer", out JsonElement member))
            {
                return TracerKind.StructLogs;
            }

            RpcText.TryGet(member, out string? name);
            switch (name)
            {
                case "":
                    return TracerKind.StructLogs;
                case "callTracer":
                    return TracerKind.Calls;
                case "prestateTracer":
                    return TracerKind.Prestate;
                case "4byteTracer":
                    return TracerKind.FourByte;
                case "noopTracer":
                    return TracerKind.Noop;
                default:
                    Complain(name is not null && name.AsSpan().ContainsAny("{(;")
                        ? $"this node runs no JavaScript tracers: name {Offered}"
                        : $"the tracer is not known: name {Offered}");
                    return TracerKind.StructLogs;
            }
        }

        public Fields Object(string name)
        {
            if (!TryFind(name, out JsonElement member))
            {
                return new Fields(default);
            }

            if (member.ValueKind == JsonValueKind.Object)
            {
                return new Fields(member);
            }

            Complain($"{name} must be an object");
            return new Fields(default);
        }

        public void RefuseOverrides()
        {
            foreach (string name in Overrides)
            {
                bool isGiven = TryFind(name, out JsonElement member)
                    && !(member.ValueKind == JsonValueKind.Object && !member.EnumerateObject().Any());
                if (isGiven)
                {
                    Complain($"{name} is not supported: leave it out");
                }
            }
        }

        public bool Flag(string name)
        {
            if (!TryFind(name, out JsonElement member))
            {
                return false;
            }

            if (member.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                Complain($"{name} must be true or false");
            }

            return member.ValueKind == JsonValueKind.True;
        }

        public long Count(string name)
        {
            if (!TryFind(name, out JsonElement member))
            {
                return 0;
            }

            if (member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out long value) && value >= 0)
            {
                return value;
            }

            Complain($"{name} must be a number of bytes, 0 or more");
            return 0;
        }

        public TimeSpan? Duration(string name)
        {
            if (!TryFind(name, out JsonElement member))
            {
                return null;
            }

            if (RpcText.TryGet(member, out string? text) && GoDuration.TryParse(text, out TimeSpan duration))
            {
                return duration;
            }

            Complain($"{name} must be a duration such as \"10s\", \"1m30s\" or \"500ms\"");
            return null;
        }

        private void Complain(string problem) => Problem ??= problem;

        private bool TryFind(string name, out JsonElement member)
        {
            member = default;
            return element.ValueKind == JsonValueKind.Object
                && element.TryGetProperty(name, out member)
                && member.ValueKind != JsonValueKind.Null;
        }
    }
}
