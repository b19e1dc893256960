using Ledger.Crypto;
using Npgsql;

namespace Ledger.Api.Composition;

/// <summary>Tells what hinders a node, which a sentence explains, from what is wrong with it.</summary>
internal static class NodeFault
{
    /// <summary>Whether the message of an exception is for the operator: a file, a setting, the database or the store.</summary>
    public static bool IsKnown(Exception error) => error is IOException or UnauthorizedAccessException or InvalidDataException
        or FormatException or ArgumentException or InvalidOperationException or NotSupportedException or NpgsqlException
        or TypeInitializationException or Node.Ports.StoreConflictException or Infrastructure.EmbeddedServer.EmbeddedClusterException
        or NativeLibraryMissingException;
}
