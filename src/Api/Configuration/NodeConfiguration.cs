using FluentValidation.Results;

namespace Ledger.Api.Configuration;

/// <summary>Finds and reads the node's configuration file.</summary>
public static class NodeConfiguration
{
    /// <summary>The file when <c>--config</c> names none.</summary>
    public const string DefaultFile = "node.json";

    /// <summary>The section that holds the options.</summary>
    public const string Section = "Node";

    /// <summary>Adds the file that <c>--config</c> names to the configuration and gives the options in it, with absolute paths.</summary>
    /// <returns>The options, or <see langword="null"/> with what is wrong, one sentence each.</returns>
    public static (NodeOptions? Options, IReadOnlyList<string> Errors) Load(IConfigurationManager configuration)
    {
        string path = Path.GetFullPath(configuration["config"] ?? DefaultFile);
        if (!File.Exists(path))
        {
            return (null, [$"There is no configuration file {path}. Name it with --config path/node.json."]);
        }

        string? trusted = configuration[TrustedBlockSwitch];
        NodeOptions? options;
        try
        {
            // Environment variables and arguments stay above the file.
            configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Json.JsonConfigurationSource
            {
                FileProvider = new Microsoft.Extensions.FileProviders.PhysicalFileProvider(Path.GetDirectoryName(path)!),
                Path = Path.GetFileName(path),
            });
            options = configuration.GetSection(Section).Get<NodeOptions>();
        }
        catch (Exception failure) when (failure is InvalidDataException or FormatException or InvalidOperationException)
        {
            return (null, [$"{path}: {failure.GetBaseException().Message}"]);
        }

        if (options is null)
        {
            return (null, [$"{path}: there is no section \"{Section}\"."]);
        }

        if (trusted is not null)
        {
            options = options with { TrustedBlock = trusted };
        }

        ValidationResult result = new NodeOptionsValidator().Validate(options);
        return result.IsValid
            ? (WithAbsolutePaths(options, Path.GetDirectoryName(path)!), [])
            : (null, [.. result.Errors.Select(error => $"{path}: {error.ErrorMessage}")]);
    }

    /// <summary>The switch that vouches for a block, as the option of the file does.</summary>
    private const string TrustedBlockSwitch = "trusted-block";

    private static NodeOptions WithAbsolutePaths(NodeOptions options, string folder) => options with
    {
        GenesisFile = Path.GetFullPath(options.GenesisFile, folder),
        NodeKeyFile = Path.GetFullPath(options.NodeKeyFile, folder),
        TlsCertificateFile = Path.GetFullPath(options.TlsCertificateFile, folder),
        TlsKeyFile = Path.GetFullPath(options.TlsKeyFile, folder),
        CaCertificateFile = Path.GetFullPath(options.CaCertificateFile, folder),
        GroupsFolder = Path.GetFullPath(options.GroupsFolder, folder),
        AdminTokenFile = Path.GetFullPath(options.AdminTokenFile, folder),
        DataFolder = Path.GetFullPath(options.DataFolder, folder),
    };
}
