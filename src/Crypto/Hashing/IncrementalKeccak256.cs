using Ledger.Domain.Primitives;

namespace Ledger.Crypto.Hashing;

/// <summary>Keccak-256 over input that arrives in parts, without allocating. Not thread-safe; a copy continues on its own.</summary>
public struct IncrementalKeccak256
{
    private KeccakState _state;
    private int _position;

    /// <summary>Takes in the next part of the input.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (_position == 0 && data.Length >= KeccakState.RateBytes)
            {
                KeccakState.Absorb(ref _state, data);
                data = data[KeccakState.RateBytes..];
                continue;
            }

            int taken = Math.Min(KeccakState.RateBytes - _position, data.Length);
            Mix(data[..taken]);
            data = data[taken..];
        }
    }

    /// <summary>The digest of everything appended so far; more may be appended afterwards.</summary>
    public readonly Hash256 ToHash()
    {
        KeccakState state = _state;
        state[_position / sizeof(ulong)] ^= InLane(Keccak256.FirstPadding, _position);
        state[(KeccakState.RateBytes - 1) / sizeof(ulong)] ^= InLane(Keccak256.LastPadding, KeccakState.RateBytes - 1);
        KeccakState.Permute(ref state);
        return KeccakState.Digest(state);
    }

    private void Mix(ReadOnlySpan<byte> part)
    {
        foreach (byte value in part)
        {
            _state[_position / sizeof(ulong)] ^= InLane(value, _position);
            _position++;
        }

        if (_position == KeccakState.RateBytes)
        {
            KeccakState.Permute(ref _state);
            _position = 0;
        }
    }

    private static ulong InLane(byte value, int position) => (ulong)value << (8 * (position % sizeof(ulong)));
}
