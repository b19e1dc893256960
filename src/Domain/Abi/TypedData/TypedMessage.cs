using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Abi.TypedData;

/// <summary>A message with its types and its domain, as wallets show and sign it (EIP-712, <c>eth_signTypedData</c>).</summary>
/// <param name="Types">The declared structs, <see cref="DomainType"/> among them.</param>
/// <param name="PrimaryType">The struct of the message.</param>
/// <param name="Domain">The members of the domain as a list.</param>
/// <param name="Message">The members of the message as a list.</param>
public sealed record TypedMessage(TypedDataTypes Types, string PrimaryType, AbiValue Domain, AbiValue Message)
{
    /// <summary>The struct that the domain separator is the hash of.</summary>
    public const string DomainType = "EIP712Domain";

    /// <summary>Reads <c>{"types":…,"primaryType":…,"domain":…,"message":…}</c>.</summary>
    /// <exception cref="AbiException">The text is not typed data.</exception>
    public static TypedMessage Parse(string json) =>
        TryParse(json, out TypedMessage? message, out AbiProblem? problem) ? message : throw new AbiException(problem!);

    /// <summary>Reads JSON that came from outside. Every member must be there, and none besides those that are declared.</summary>
    /// <remarks>Where <c>types</c> does not declare the domain, it is declared by the members that <c>domain</c> has.</remarks>
    /// <param name="json">Any text.</param>
    /// <param name="message">The message; <see langword="null"/> when the text is none.</param>
    /// <param name="problem">What is wrong, with a path like <c>message.to.wallet</c>; <see langword="null"/> when nothing is.</param>
    public static bool TryParse(string json, [NotNullWhen(true)] out TypedMessage? message, out AbiProblem? problem)
    {
        message = null;
        return AbiJsonText.TryOpen(json, out JsonElement root, out problem) && TryRead(root, out message, out problem);
    }

    /// <summary>The bytes that the message is hashed from: the hash of its type, then a word for each member.</summary>
    /// <exception cref="AbiException">The message is not of its type; one that was read always is.</exception>
    public byte[] EncodeMessage(IHashFunction hash) => new TypedDataHasher(Types, hash).EncodeStruct(PrimaryType, Message);

    /// <summary>The hash of the domain: it keeps a signature from being used elsewhere.</summary>
    /// <exception cref="AbiException">The domain is not of its type; one that was read always is.</exception>
    public Hash256 DomainSeparator(IHashFunction hash) => new TypedDataHasher(Types, hash).HashStruct(DomainType, Domain);

    /// <summary>What is signed: the hash of <c>0x1901</c>, the domain separator and the hash of the message.</summary>
    /// <exception cref="AbiException">The values are not of their types; those that were read always are.</exception>
    public Hash256 Digest(IHashFunction hash)
    {
        var hasher = new TypedDataHasher(Types, hash);
        return hash.Hash(
        [
            0x19,
            0x01,
            .. hasher.HashStruct(DomainType, Domain).Bytes,
            .. hasher.HashStruct(PrimaryType, Message).Bytes,
        ]);
    }

    private static bool TryRead(JsonElement root, out TypedMessage? message, out AbiProblem? problem)
    {
        message = null;
        if (root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("types", out JsonElement typesJson)
            || !root.TryGetProperty("primaryType", out JsonElement primary)
            || !root.TryGetProperty("domain", out JsonElement domainJson)
            || !root.TryGetProperty("message", out JsonElement messageJson))
        {
            problem = AbiProblem.Of("Typed data is an object with types, primaryType, domain and message (EIP-712).");
            return false;
        }

        if (!TypedDataReader.TryReadDeclarations(
            typesJson, out Dictionary<string, IReadOnlyList<TypedDataMember>> declarations, out problem))
        {
            return false;
        }

        declarations.TryAdd(DomainType, TypedDataReader.DomainOf(domainJson));
        if (!TypedDataTypes.TryCreate(declarations, out TypedDataTypes? types, out problem))
        {
            return false;
        }

        string? primaryType = AbiJsonText.Text(primary);
        if (primaryType is null or DomainType || !types.Contains(primaryType))
        {
            problem = new AbiProblem("primaryType", $"Expected the name of a declared struct, and this is {AbiJsonText.Shown(primary)}.");
            return false;
        }

        var reader = new TypedDataReader(types);
        if (!reader.TryReadStruct(DomainType, domainJson, out AbiValue domain, out problem))
        {
            problem = problem!.Inside("domain");
            return false;
        }

        if (!reader.TryReadStruct(primaryType, messageJson, out AbiValue value, out problem))
        {
            problem = problem!.Inside("message");
            return false;
        }

        message = new TypedMessage(types, primaryType, domain, value);
        return true;
    }
}
