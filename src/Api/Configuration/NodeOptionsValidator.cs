using FluentValidation;

namespace Ledger.Api.Configuration;

/// <summary>Checks a node's options before anything starts.</summary>
internal sealed class NodeOptionsValidator : AbstractValidator<NodeOptions>
{
    public NodeOptionsValidator()
    {
        RuleFor(options => options.Name).NotEmpty().WithMessage("Node:Name is missing: give the node a name, such as node0.");
        RuleFor(options => options.HttpUrl)
            .Must(url => Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https")
            .WithMessage("Node:HttpUrl '{PropertyValue}' is not an http URL, such as http://127.0.0.1:8545.");
        RuleFor(options => options.PeerListen).Must(IsHostAndPort)
            .WithMessage("Node:PeerListen '{PropertyValue}' is not host:port, such as 127.0.0.1:30300.");
        RuleForEach(options => options.Peers).Must(IsHostAndPort)
            .WithMessage("Node:Peers: '{PropertyValue}' is not host:port, such as 127.0.0.1:30301.");
        RuleForEach(options => options.CorsOrigins).NotEmpty()
            .WithMessage("Node:CorsOrigins holds an empty entry: name an origin such as https://remix.ethereum.org, or *.");
        RuleFor(options => options.Sync)
            .Must(sync => sync is NodeOptions.FullSync or NodeOptions.SnapshotSync)
            .WithMessage($"Node:Sync '{{PropertyValue}}' is neither {NodeOptions.FullSync} nor {NodeOptions.SnapshotSync}.");
        RuleFor(options => options.TrustedBlock)
            .Must(text => text.Length == 0 || Node.Ports.TrustedBlock.TryParse(text, out _))
            .WithMessage("Node:TrustedBlock '{PropertyValue}' is not NUMBER:HASH, such as 120000:0x and 64 hexadecimal digits.")
            .Must((options, text) => text.Length == 0 || options.Sync == NodeOptions.SnapshotSync)
            .WithMessage("Node:TrustedBlock is set, but Node:Sync is full: it says whose snapshot to believe. Set Node:Sync to snapshot.");
        RuleFor(options => options.GenesisFile).NotEmpty().WithMessage("Node:GenesisFile is empty.");
        RuleFor(options => options.NodeKeyFile).NotEmpty().WithMessage("Node:NodeKeyFile is empty.");
        RuleFor(options => options.TlsCertificateFile).NotEmpty().WithMessage("Node:TlsCertificateFile is empty.");
        RuleFor(options => options.TlsKeyFile).NotEmpty().WithMessage("Node:TlsKeyFile is empty.");
        RuleFor(options => options.CaCertificateFile).NotEmpty().WithMessage("Node:CaCertificateFile is empty.");
        RuleFor(options => options.GroupsFolder).NotEmpty().WithMessage("Node:GroupsFolder is empty.");
        RuleFor(options => options.AdminTokenFile).NotEmpty().WithMessage("Node:AdminTokenFile is empty.");
        RuleFor(options => options.DataFolder).NotEmpty().WithMessage("Node:DataFolder is empty.");
    }

    private static bool IsHostAndPort(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon > 0
            && ushort.TryParse(text.AsSpan(colon + 1), out _)
            && Uri.CheckHostName(text[..colon].Trim('[', ']')) != UriHostNameType.Unknown;
    }
}
