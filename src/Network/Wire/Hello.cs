using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Domain.Primitives;

namespace Ledger.Network.Wire;

/// <summary>
/// The first frame of each side. Version (2) ‖ chain (32) ‖ instance (16) ‖ software version (the rest, ASCII). Later
/// versions append; a reader takes the version from the first two bytes before it looks at anything else.
/// </summary>
/// <param name="ProtocolVersion">What the sender speaks.</param>
/// <param name="Chain">What names the sender's chain.</param>
/// <param name="Instance">Drawn when the process started: tells a node's restart from its identity running twice.</param>
/// <param name="Software">The sender's software version, for people.</param>
internal sealed record Hello(ushort ProtocolVersion, Hash256 Chain, UInt128 Instance, string Software)
{
    /// <summary>The version spoken here.</summary>
    public const ushort CurrentVersion = 2;

    /// <summary>The longest software version, in characters.</summary>
    public const int SoftwareLengthMax = 64;

    private const int ChainAt = 2;
    private const int InstanceAt = ChainAt + Hash256.SizeBytes;
    private const int SoftwareAt = InstanceAt + 16;

    /// <summary>A software version as a hello may carry it: printable, and not too long.</summary>
    public static string Shown(string software) => string.Concat(
        software.Where(letter => letter is >= ' ' and <= '~').Take(SoftwareLengthMax));

    /// <summary>Reads a hello of any version of which this much is known.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Hello? hello)
    {
        hello = null;
        if (payload.Length is < SoftwareAt or > SoftwareAt + SoftwareLengthMax)
        {
            return false;
        }

        ReadOnlySpan<byte> software = payload[SoftwareAt..];
        if (software.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E))
        {
            return false;
        }

        hello = new Hello(
            BinaryPrimitives.ReadUInt16BigEndian(payload),
            new Hash256(payload[ChainAt..InstanceAt]),
            BinaryPrimitives.ReadUInt128BigEndian(payload[InstanceAt..]),
            Encoding.ASCII.GetString(software));
        return true;
    }

    /// <summary>The version of a hello of which nothing else may be known.</summary>
    public static bool TryReadVersion(ReadOnlySpan<byte> payload, out ushort version) =>
        BinaryPrimitives.TryReadUInt16BigEndian(payload, out version);

    /// <summary>The bytes.</summary>
    public byte[] Encode()
    {
        byte[] payload = new byte[SoftwareAt + Software.Length];
        BinaryPrimitives.WriteUInt16BigEndian(payload, ProtocolVersion);
        Chain.Bytes.CopyTo(payload.AsSpan(ChainAt));
        BinaryPrimitives.WriteUInt128BigEndian(payload.AsSpan(InstanceAt), Instance);
        Encoding.ASCII.GetBytes(Software, payload.AsSpan(SoftwareAt));
        return payload;
    }
}
