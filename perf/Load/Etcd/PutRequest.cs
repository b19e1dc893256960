using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Ledger.Load.Etcd;

/// <summary>One put, ready to be written to a stream: a HEADERS and a DATA frame (RFC 9113, section 6) that hold gRPC's request of
/// <c>etcdserverpb.KV/Put</c>. Puts differ in their stream and in a number, which is the key and the value's beginning.</summary>
internal sealed class PutRequest
{
    private const int StreamAt = 5;
    private const int MessageHeadBytes = 5;
    private const int NumberBytes = 8;
    private const byte KeyField = 0x0A; // PutRequest.key is field 1, value is field 2; both are bytes.
    private const byte ValueField = 0x12;
    private const byte EndStream = 0x1;
    private const byte EndHeaders = 0x4;

    private readonly byte[] _frames;
    private readonly int _dataAt;
    private readonly int _keyAt;
    private readonly int _valueAt;

    /// <summary>Makes the frames of one endpoint.</summary>
    /// <param name="authority">Its host and port.</param>
    /// <param name="valueBytes">Length of each value, from 8 bytes to 16 KB.</param>
    public PutRequest(string authority, int valueBytes)
    {
        byte[] headers = Headers(authority);
        byte[] value = new byte[valueBytes];
        new Random(valueBytes).NextBytes(value);
        byte[] length = Varint(valueBytes);
        byte[] message = [KeyField, NumberBytes, .. new byte[NumberBytes], ValueField, .. length, .. value];
        byte[] head = new byte[MessageHeadBytes]; // Not compressed; then the length.
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), message.Length);
        byte[] data = [.. head, .. message];
        _frames =
        [
            .. Http2Frame.Head(headers.Length, Http2Frame.Headers, EndHeaders, 0), .. headers,
            .. Http2Frame.Head(data.Length, Http2Frame.Data, EndStream, 0), .. data,
        ];
        _dataAt = Http2Frame.HeadBytes + headers.Length;
        _keyAt = _dataAt + Http2Frame.HeadBytes + MessageHeadBytes + 2;
        _valueAt = _frames.Length - valueBytes;
        DataBytes = data.Length;
    }

    /// <summary>What a put takes of the window of its connection (RFC 9113, section 5.2).</summary>
    public int DataBytes { get; }

    /// <summary>Writes a put.</summary>
    public void Write(IBufferWriter<byte> output, int stream, long number)
    {
        Span<byte> frames = output.GetSpan(_frames.Length)[.._frames.Length];
        _frames.CopyTo(frames);
        BinaryPrimitives.WriteInt32BigEndian(frames[StreamAt..], stream);
        BinaryPrimitives.WriteInt32BigEndian(frames[(_dataAt + StreamAt)..], stream);
        BinaryPrimitives.WriteInt64BigEndian(frames[_keyAt..], number);
        BinaryPrimitives.WriteInt64BigEndian(frames[_valueAt..], number);
        output.Advance(frames.Length);
    }

    /// <summary>HPACK (RFC 7541) without any table of its own: two entries of the static one, the rest as literals.</summary>
    private static byte[] Headers(string authority) =>
    [
        0x83, // :method: POST
        0x86, // :scheme: http
        0x04, .. Literal("/etcdserverpb.KV/Put"), // :path
        0x01, .. Literal(authority), // :authority
        0x0F, 0x10, .. Literal("application/grpc"), // content-type, entry 31
        0x00, .. Literal("te"), .. Literal("trailers"),
    ];

    private static byte[] Literal(string text) => [checked((byte)text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Varint(int number) => number < 0x80
        ? [(byte)number]
        : [(byte)(number | 0x80), checked((byte)(number >> 7))];
}
