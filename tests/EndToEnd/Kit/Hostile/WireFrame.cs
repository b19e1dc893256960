using System.Buffers.Binary;
using System.IO.Compression;

namespace Ledger.EndToEnd.Kit.Hostile;

/// <summary>A frame of the peer protocol, written here a second time: length of what follows (4), kind (1), group (2), flags (1), body.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Group">For which group.</param>
/// <param name="Flags">How the body is written.</param>
/// <param name="Body">The body as it travels.</param>
internal sealed record WireFrame(byte Kind, ushort Group, byte Flags, byte[] Body)
{
    public const byte Consensus = 1;
    public const byte Transactions = 2;
    public const byte BodyRequest = 3;
    public const byte BodyResponse = 4;
    public const byte Status = 5;
    public const byte BlockRequest = 6;
    public const byte BlockResponse = 7;
    public const byte Hello = 128;
    public const byte Welcome = 129;
    public const byte Ping = 131;
    public const byte Pong = 132;
    public const byte GroupOpened = 133;

    /// <summary>The flag of a body that is a length (4) and a Brotli stream.</summary>
    public const byte Compressed = 1;

    private const int CountedHeaderBytes = 4;
    private const int HeaderBytes = 8;

    /// <summary>A frame with a plain body.</summary>
    public static WireFrame Of(byte kind, byte[] body, ushort group = 1) => new(kind, group, 0, body);

    /// <summary>A body as long as it says, or one that says another length.</summary>
    public byte[] Encode(uint? length = null)
    {
        byte[] bytes = new byte[HeaderBytes + Body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, length ?? (uint)(Body.Length + CountedHeaderBytes));
        bytes[4] = Kind;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(5), Group);
        bytes[7] = Flags;
        Body.CopyTo(bytes, HeaderBytes);
        return bytes;
    }

    /// <summary>Reads a frame; <see langword="null"/> when the other end has closed.</summary>
    public static async Task<WireFrame?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        byte[] header = new byte[HeaderBytes];
        if (await stream.ReadAtLeastAsync(header, HeaderBytes, throwOnEndOfStream: false, cancellation) < HeaderBytes)
        {
            return null;
        }

        byte[] body = new byte[BinaryPrimitives.ReadInt32BigEndian(header) - CountedHeaderBytes];
        return await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation) < body.Length
            ? null
            : new WireFrame(header[4], BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(5)), header[7], body);
    }

    /// <summary>The body as its sender meant it.</summary>
    public byte[] Payload()
    {
        if ((Flags & Compressed) == 0)
        {
            return Body;
        }

        using var brotli = new BrotliStream(new MemoryStream(Body, 4, Body.Length - 4), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        brotli.CopyTo(plain);
        return plain.ToArray();
    }
}
