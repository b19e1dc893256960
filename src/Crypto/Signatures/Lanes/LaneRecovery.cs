using System.Runtime.Intrinsics;
using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Signatures.Lanes;

/// <summary>Recovers many public keys of secp256k1 at once (SEC 1, section 4.1.6), eight signatures side by side.</summary>
/// <remarks>One instance works on one batch at a time.</remarks>
internal sealed class LaneRecovery
{
    /// <summary>How many signatures stand side by side.</summary>
    public const int LaneCount = FieldLanes.Count;

    /// <summary>How many signatures share the two inversions of a batch.</summary>
    public const int BatchMax = GroupsMax * FieldLanes.Count;

    private const int GroupsMax = 8;

    private static readonly FieldLanes MinusSeven = FieldLanes.Broadcast(FieldLanes.Modulus - 7);
    private static readonly FieldLanes One = FieldLanes.Broadcast(1);

    private readonly OddMultiples _multiples = new();
    private readonly Group[] _groups = new Group[GroupsMax];
    private readonly FieldLanes[] _x = new FieldLanes[GroupsMax];
    private readonly FieldLanes[] _y = new FieldLanes[GroupsMax];
    private readonly FieldLanes[] _z = new FieldLanes[GroupsMax];
    private readonly FieldLanes[] _scratch = new FieldLanes[GroupsMax];
    private readonly UInt256[] _r = new UInt256[BatchMax];
    private readonly UInt256[] _products = new UInt256[BatchMax];
    private readonly bool[] _isWellFormed = new bool[BatchMax];

    /// <summary>Whether this machine has the instructions.</summary>
    public static bool IsSupported => FieldLanes.IsSupported;

    /// <summary>How many signatures of the last batch were left to the library, because sums of equal or opposite points came up on the
    /// way to their keys: next to none but of signatures made for it.</summary>
    public int Exceptions { get; private set; }

    /// <summary>Recovers the keys of up to <see cref="BatchMax"/> signatures.</summary>
    /// <param name="digests">What was signed.</param>
    /// <param name="seals">A signature for each digest, r ‖ s ‖ v, one behind the other.</param>
    /// <param name="keys">Takes the key for each digest, x ‖ y, or <see langword="null"/> when there is none.</param>
    public void Recover(ReadOnlySpan<Hash256> digests, ReadOnlySpan<byte> seals, Span<NodeId?> keys)
    {
        int groups = (digests.Length + FieldLanes.Count - 1) / FieldLanes.Count;
        ReadPoints(seals, digests.Length, groups);
        ReadScalars(digests, seals, groups);
        FindOrdinates(seals, digests.Length, groups);
        for (int i = 0; i < groups; i++)
        {
            Combine(ref _groups[i], _x[i], _y[i]);
        }

        Normalize(groups);
        Exceptions = 0;
        for (int i = 0; i < digests.Length; i++)
        {
            keys[i] = _isWellFormed[i] ? KeyAt(i, digests[i], SealAt(seals, i)) : null;
        }
    }

    private static ReadOnlySpan<byte> SealAt(ReadOnlySpan<byte> seals, int i) =>
        seals.Slice(i * Secp256k1.RecoverableSignatureBytes, Secp256k1.RecoverableSignatureBytes);

    private static bool IsScalar(in UInt256 number) => !number.IsZero && number < GroupOrder.Order;

    // What is no signature, and the lanes of the last group that have none, work on r = s = 1 in vain.
    private void ReadPoints(ReadOnlySpan<byte> seals, int count, int groups)
    {
        for (int i = 0; i < groups * FieldLanes.Count; i++)
        {
            _r[i] = UInt256.One;
            _isWellFormed[i] = false;
            if (i < count)
            {
                ReadOnlySpan<byte> seal = SealAt(seals, i);
                var r = UInt256.FromBigEndian(seal[..32]);
                _isWellFormed[i] = seal[64] is 0 or 1 && IsScalar(r) && IsScalar(UInt256.FromBigEndian(seal[32..64]));
                _r[i] = _isWellFormed[i] ? r : UInt256.One;
            }

            _x[i / FieldLanes.Count].Set(i % FieldLanes.Count, _r[i]);
        }
    }

    // The key is u1·G + u2·R with u1 = -z/r and u2 = s/r.
    private void ReadScalars(ReadOnlySpan<Hash256> digests, ReadOnlySpan<byte> seals, int groups)
    {
        int count = groups * FieldLanes.Count;
        GroupOrder.InvertScaled(_r.AsSpan(0, count), _products);
        for (int i = 0; i < count; i++)
        {
            UInt256 z = UInt256.One;
            UInt256 s = UInt256.One;
            if (_isWellFormed[i])
            {
                z = UInt256.FromBigEndian(digests[i].Bytes);
                s = UInt256.FromBigEndian(SealAt(seals, i)[32..64]);
            }

            GroupOrder.Multiply(z, _r[i], out UInt256 u1);
            GroupOrder.Multiply(s, _r[i], out UInt256 u2);
            ref Group group = ref _groups[i / FieldLanes.Count];
            int lane = i % FieldLanes.Count;
            Endomorphism.Split(GroupOrder.Negate(u1), out UInt256 part, out UInt256 image);
            group.OfGenerator.Set(lane, part);
            group.OfGeneratorImage.Set(lane, image);
            Endomorphism.Split(u2, out part, out image);
            group.OfPoint.Set(lane, part);
            group.OfPointImage.Set(lane, image);
        }
    }

    // y^2 = x^3 + 7.
    private void FindOrdinates(ReadOnlySpan<byte> seals, int count, int groups)
    {
        for (int i = 0; i < groups; i++)
        {
            FieldLanes.Square(_x[i], out FieldLanes square);
            FieldLanes.MultiplySubtract(square, _x[i], MinusSeven, out _z[i]);
        }

        FieldLanes.SquareRoots(_z.AsSpan(0, groups), _y.AsSpan(0, groups));
        for (int i = 0; i < groups; i++)
        {
            FieldLanes.Square(_y[i], out FieldLanes square);
            FieldLanes.SubtractReduced(square, _z[i], out square);
            _groups[i].OffCurve = ~square.ZeroLanes();
            Vector512<long> signs = default;
            for (int lane = 0; lane < FieldLanes.Count && (i * FieldLanes.Count) + lane < count; lane++)
            {
                ulong parity = SealAt(seals, (i * FieldLanes.Count) + lane)[64];
                bool isOther = (_y[i].Get(lane).Low64 & 1) != parity;
                signs = signs.WithElement(lane, isOther ? long.MinValue : 0);
            }

            FieldLanes.Negate(ref _y[i], signs);
        }
    }

    private void Combine(ref Group group, in FieldLanes x, in FieldLanes y)
    {
        GeneratorMultiples generator = GeneratorMultiples.Shared;
        _multiples.Fill(x, y, out FieldLanes scale);
        int position = ScalarLanes.Bits - OddMultiples.WindowBits;
        ref PointLanes sum = ref group.Sum;
        _multiples.Select(group.OfPoint.Digits(position, OddMultiples.WindowBits), out sum.X, out sum.Y);
        sum.Z = One;
        _multiples.SelectImage(group.OfPointImage.Digits(position, OddMultiples.WindowBits), out FieldLanes otherX, out FieldLanes otherY);
        sum.Add(otherX, otherY);
        while (position > 0)
        {
            position -= OddMultiples.WindowBits;
            for (int i = 0; i < OddMultiples.WindowBits; i++)
            {
                sum.Double();
            }

            _multiples.Select(group.OfPoint.Digits(position, OddMultiples.WindowBits), out otherX, out otherY);
            sum.Add(otherX, otherY);
            _multiples.SelectImage(group.OfPointImage.Digits(position, OddMultiples.WindowBits), out otherX, out otherY);
            sum.Add(otherX, otherY);
            if (position % GeneratorMultiples.WindowBits == 0)
            {
                generator.Select(group.OfGenerator.Digits(position, GeneratorMultiples.WindowBits), out otherX, out otherY);
                FieldLanes.Multiply(sum.Z, scale, out FieldLanes trueScale);
                sum.AddScaled(otherX, otherY, trueScale);
                generator.SelectImage(group.OfGeneratorImage.Digits(position, GeneratorMultiples.WindowBits), out otherX, out otherY);
                FieldLanes.Multiply(sum.Z, scale, out trueScale);
                sum.AddScaled(otherX, otherY, trueScale);
            }
        }

        FieldLanes.Multiply(sum.Z, scale, out sum.Z);
        group.Exceptional = sum.Z.ZeroLanes();
    }

    // Brings all sums to the scale 1 with one inversion a lane.
    private void Normalize(int groups)
    {
        for (int i = 0; i < groups; i++)
        {
            _z[i] = _groups[i].Sum.Z;
            for (int lane = 0; lane < FieldLanes.Count; lane++)
            {
                if ((_groups[i].Exceptional & (1u << lane)) != 0)
                {
                    _z[i].Set(lane, UInt256.One);
                }
            }

            _scratch[i] = _z[i];
            if (i > 0)
            {
                FieldLanes.Multiply(_scratch[i - 1], _z[i], out _scratch[i]);
            }
        }

        FieldLanes.Invert(_scratch.AsSpan(groups - 1, 1), _x.AsSpan(0, 1));
        FieldLanes rest = _x[0];
        for (int i = groups - 1; i >= 0; i--)
        {
            FieldLanes inverse = rest;
            if (i > 0)
            {
                FieldLanes.Multiply(_scratch[i - 1], rest, out inverse);
                FieldLanes.Multiply(rest, _z[i], out rest);
            }

            ref PointLanes sum = ref _groups[i].Sum;
            FieldLanes.Square(inverse, out FieldLanes square);
            FieldLanes.Multiply(sum.X, square, out sum.X);
            FieldLanes.Multiply(square, inverse, out square);
            FieldLanes.Multiply(sum.Y, square, out sum.Y);
        }
    }

    private NodeId? KeyAt(int i, in Hash256 digest, ReadOnlySpan<byte> seal)
    {
        ref Group group = ref _groups[i / FieldLanes.Count];
        int lane = i % FieldLanes.Count;
        uint bit = 1u << lane;
        if ((group.OffCurve & bit) != 0)
        {
            return null;
        }

        if ((group.Exceptional & bit) != 0)
        {
            Exceptions++;
            return Secp256k1.TryRecover(digest, seal[..64], seal[64], out NodeId recovered) ? recovered : null;
        }

        Span<byte> key = stackalloc byte[NodeId.SizeBytes];
        group.Sum.X.Get(lane).WriteBigEndian(key);
        group.Sum.Y.Get(lane).WriteBigEndian(key[UInt256.SizeBytes..]);
        return new NodeId(key);
    }

    private struct Group
    {
        public ScalarLanes OfGenerator;
        public ScalarLanes OfGeneratorImage;
        public ScalarLanes OfPoint;
        public ScalarLanes OfPointImage;
        public PointLanes Sum;
        public uint OffCurve;
        public uint Exceptional;
    }
}
