using System.Runtime.Intrinsics;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Signatures.Lanes;

/// <summary>G, 3G, 5G, ... of the generator G and of its image under the endomorphism, from which each lane takes another one.</summary>
internal sealed class GeneratorMultiples
{
    /// <summary>Digits are odd and below 2^this in size.</summary>
    public const int WindowBits = 10;

    private const int Size = 1 << (WindowBits - 1);

    private static readonly Lazy<GeneratorMultiples> Instance = new(() => new GeneratorMultiples());

    private readonly double[] _rows = new double[Size * FieldLanes.RowLength];
    private readonly double[] _imageRows = new double[Size * FieldLanes.RowLength];

    private GeneratorMultiples()
    {
        nint context = Secp256k1Library.Context;
        byte[] step = PublicKey(context, 2);
        byte[] key = PublicKey(context, 1);
        for (int i = 0; i < Size; i += FieldLanes.Count)
        {
            FieldLanes x = default;
            FieldLanes y = default;
            for (int lane = 0; lane < FieldLanes.Count; lane++)
            {
                Import(context, key, lane, ref x, ref y);
                byte[] next = new byte[key.Length];
                _ = Secp256k1Library.AddPublicKeys(context, next, key, step);
                key = next;
            }

            FieldLanes.Multiply(x, Endomorphism.Beta, out FieldLanes image);
            for (int lane = 0; lane < FieldLanes.Count; lane++)
            {
                int row = (i + lane) * FieldLanes.RowLength;
                FieldLanes.WriteRow(x, y, lane, _rows.AsSpan(row));
                FieldLanes.WriteRow(image, y, lane, _imageRows.AsSpan(row));
            }
        }
    }

    /// <summary>The table, made when it is first asked for.</summary>
    public static GeneratorMultiples Shared => Instance.Value;

    /// <summary>The multiple that a digit of G names.</summary>
    public void Select(in Vector512<long> digits, out FieldLanes x, out FieldLanes y) => Select(_rows, digits, out x, out y);

    /// <summary>The multiple that a digit of the image of G names.</summary>
    public void SelectImage(in Vector512<long> digits, out FieldLanes x, out FieldLanes y) =>
        Select(_imageRows, digits, out x, out y);

    private static void Select(double[] rows, in Vector512<long> digits, out FieldLanes x, out FieldLanes y)
    {
        FieldLanes.ReadRows(rows, digits & Vector512.Create(Size - 1L), out x, out y);
        FieldLanes.Negate(ref y, digits & Vector512.Create(long.MinValue));
    }

    private static byte[] PublicKey(nint context, byte privateKey)
    {
        byte[] key = new byte[Secp256k1Library.InternalPublicKeyBytes];
        _ = Secp256k1Library.CreatePublicKey(context, key, [.. new byte[Secp256k1.PrivateKeyBytes - 1], privateKey]);
        return key;
    }

    private static void Import(nint context, byte[] key, int lane, ref FieldLanes x, ref FieldLanes y)
    {
        Span<byte> encoded = stackalloc byte[Secp256k1Library.UncompressedPublicKeyBytes];
        Secp256k1Library.SerializePublicKey(context, encoded, key);
        x.Set(lane, UInt256.FromBigEndian(encoded[1..33]));
        y.Set(lane, UInt256.FromBigEndian(encoded[33..]));
    }
}
