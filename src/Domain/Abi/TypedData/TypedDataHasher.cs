using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Abi.TypedData;

/// <summary>Hashes values of struct types (EIP-712, "Definition of hashStruct" and "Definition of encodeData").</summary>
/// <remarks>Keeps the hash of each struct type; one per use, not thread-safe.</remarks>
/// <param name="types">The declared structs.</param>
/// <param name="hash">The chain's hash: Keccak-256, as wallets use it.</param>
public sealed class TypedDataHasher(TypedDataTypes types, IHashFunction hash)
{
    private readonly Dictionary<string, Hash256> _typeHashes = new(StringComparer.Ordinal);

    /// <summary>The hash of a struct type.</summary>
    /// <exception cref="ArgumentException">There is no such struct.</exception>
    public Hash256 TypeHash(string name)
    {
        if (!_typeHashes.TryGetValue(name, out Hash256 typeHash))
        {
            typeHash = hash.Hash(System.Text.Encoding.ASCII.GetBytes(types.EncodeType(name)));
            _typeHashes.Add(name, typeHash);
        }

        return typeHash;
    }

    /// <summary>The hash of a value.</summary>
    /// <param name="name">The struct.</param>
    /// <param name="value">Its members as a list.</param>
    /// <exception cref="ArgumentException">There is no such struct.</exception>
    /// <exception cref="AbiException">The value is not of that struct.</exception>
    public Hash256 HashStruct(string name, AbiValue value) => hash.Hash(EncodeStruct(name, value));

    /// <summary>What <see cref="HashStruct"/> hashes: the hash of the type, then a word for each member.</summary>
    /// <inheritdoc cref="HashStruct"/>
    public byte[] EncodeStruct(string name, AbiValue value)
    {
        StructType type = types.Find(name);
        Require(
            value.Kind == AbiValueKind.List && value.Length == type.Members.Count,
            $"{type.Declaration} takes a list of {type.Members.Count} members, and this is {value.Kind} of {value.Length}.");
        byte[] bytes = new byte[(1 + type.Members.Count) * Hash256.SizeBytes];
        TypeHash(name).Bytes.CopyTo(bytes);
        for (int i = 0; i < type.Members.Count; i++)
        {
            try
            {
                Write(type.Types[i], value[i], bytes.AsSpan((1 + i) * Hash256.SizeBytes, Hash256.SizeBytes));
            }
            catch (AbiException exception)
            {
                throw new AbiException(exception.Problem.Inside("." + type.Members[i].Name));
            }
        }

        return bytes;
    }

    private static void Require(bool isSound, string problem)
    {
        if (!isSound)
        {
            throw new AbiException(AbiProblem.Of(problem));
        }
    }

    private void Write(MemberType type, AbiValue value, Span<byte> word)
    {
        if (type.IsArray)
        {
            HashArray(type, value).Bytes.CopyTo(word);
        }
        else if (type.Struct is not null)
        {
            HashStruct(type.Struct, value).Bytes.CopyTo(word);
        }
        else if (type.Elementary!.IsDynamic)
        {
            AbiValueKind kind = type.Elementary is AbiType.Text ? AbiValueKind.Text : AbiValueKind.Bytes;
            Require(value.Kind == kind, $"{type.Elementary} takes {kind}, and this is {value.Kind}.");
            hash.Hash(value.ContentIn(stackalloc byte[AbiType.WordBytes])).Bytes.CopyTo(word);
        }
        else
        {
            string? problem = AbiWords.Write(type.Elementary, value, out UInt256 number);
            Require(problem is null, problem ?? "");
            number.WriteBigEndian(word);
        }
    }

    private Hash256 HashArray(MemberType type, AbiValue value)
    {
        Require(
            value.Kind == AbiValueKind.List && (type.Length is null || type.Length == value.Length),
            $"An array of {type.Length?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any length"} is needed, and this is {value.Kind} of {value.Length}.");
        MemberType element = type.Element;
        byte[] bytes = new byte[value.Length * Hash256.SizeBytes];
        for (int i = 0; i < value.Length; i++)
        {
            Write(element, value[i], bytes.AsSpan(i * Hash256.SizeBytes, Hash256.SizeBytes));
        }

        return hash.Hash(bytes);
    }
}
