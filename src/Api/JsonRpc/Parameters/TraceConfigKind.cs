using System.Text.Json;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;
using Ledger.Node.Execution;
using Ledger.Node.Tracing;

namespace Ledger.Api.JsonRpc.Parameters;

/// <summary>The config object of <c>debug_trace…</c>, read as <see cref="TraceSettings"/>. Members that go-ethereum does not know are
/// ignored as it ignores them; what it knows and this node does not do is refused.</summary>
internal static class TraceConfigKind
{
    private const string Offered = "callTracer, prestateTracer, 4byteTracer, noopTracer, or leave tracer out for struct logs";

    private const string StateOverrides = "stateOverrides";

    // Each would change what is replayed; an empty object changes nothing.
    private static readonly string[] Overrides = ["overrides", "blockOverrides", "txIndex"];

    /// <summary>The config of a replay.</summary>
    public static RpcKind Replay { get; } = new("a trace config object", element => Read(element, [.. Overrides, StateOverrides]));

    /// <summary>The config of <c>debug_traceCall</c>, read as a <see cref="TraceCallConfig"/>: the call may pretend state.</summary>
    public static RpcKind Call(IHashFunction hash) => new("a trace config object", element =>
    {
        RpcReading settings = Read(element, Overrides);
        if (settings.Value is not TraceSettings read)
        {
            return settings;
        }

        bool isGiven = element.TryGetProperty(StateOverrides, out JsonElement member) && member.ValueKind != JsonValueKind.Null;
        RpcReading overrides = isGiven
            ? StateOverrideKind.Read(member, hash)
            : new RpcReading(new Dictionary<Address, AccountOverride>());
        return overrides.Value is Dictionary<Address, AccountOverride> accounts
            ? new RpcReading(new TraceCallConfig(read, accounts))
            : new RpcReading(null, overrides.Problem ?? $"{StateOverrides} must be an object of addresses with their overrides");
    });

    private static RpcReading Read(JsonElement element, IReadOnlyList<string> refused)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return RpcReading.Wrong;
        }

        var fields = new Fields(element);
        TracerKind tracer = fields.Tracer();
        Fields nested = fields.Object("tracerConfig");
        fields.Refuse(refused);
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

        public void Refuse(IReadOnlyList<string> names)
        {
            foreach (string name in names)
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
