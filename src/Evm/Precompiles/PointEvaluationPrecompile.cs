using System.Buffers.Binary;
using Ledger.Crypto.Bls12381;
using Ledger.Crypto.Kzg;

namespace Ledger.Evm.Precompiles;

/// <summary>0x0a: that the blob of a versioned hash, taken as a polynomial, has the value y at z (EIP-4844).</summary>
internal sealed class PointEvaluationPrecompile : IPrecompile
{
    private const long RunCost = 50000;
    private const int FieldElementsPerBlob = 4096;
    private const int WordBytes = 32;
    private const int OutputBytes = 2 * WordBytes;

    private const int PointOffset = KzgProof.VersionedHashBytes;
    private const int ValueOffset = PointOffset + Scalar.SizeBytes;
    private const int CommitmentOffset = ValueOffset + Scalar.SizeBytes;
    private const int ProofOffset = CommitmentOffset + KzgProof.PointBytes;
    private const int InputBytes = ProofOffset + KzgProof.PointBytes;

    /// <inheritdoc/>
    public byte Number => 0x0a;

    /// <inheritdoc/>
    public string Name => "kzg_point_evaluation";

    /// <inheritdoc/>
    public long Cost(ReadOnlySpan<byte> input) => RunCost;

    /// <inheritdoc/>
    public int OutputBytesMax(ReadOnlySpan<byte> input) => OutputBytes;

    /// <summary>Runs: the answer is the number of elements of a blob and the modulus of their field.</summary>
    /// <inheritdoc/>
    public bool TryRun(ReadOnlySpan<byte> input, Span<byte> output, out int written)
    {
        written = 0;
        if (input.Length != InputBytes)
        {
            return false;
        }

        ReadOnlySpan<byte> commitment = input[CommitmentOffset..ProofOffset];
        if (!KzgProof.IsVersionedHash(input[..PointOffset], commitment)
            || !KzgProof.Verify(
                commitment, input[PointOffset..ValueOffset], input[ValueOffset..CommitmentOffset], input[ProofOffset..]))
        {
            return false;
        }

        written = OutputBytes;
        output[..WordBytes].Clear();
        BinaryPrimitives.WriteInt32BigEndian(output[(WordBytes - sizeof(int))..], FieldElementsPerBlob);
        Scalar.Modulus.CopyTo(output[WordBytes..]);
        return true;
    }
}
