namespace Ledger.Domain.Abi;

/// <summary>What the codec takes. Types, values and bytes come from strangers: none of them may buy more than its own size.</summary>
public static class AbiLimits
{
    /// <summary>How deep arrays and tuples nest in a type.</summary>
    public const int DepthMax = 32;

    /// <summary>The longest type or signature in text, in characters.</summary>
    public const int TypeTextMax = 16 * 1024;

    /// <summary>How many members a tuple has, or parameters a function, event or error: each is looked up by name in JSON objects.</summary>
    public const int MembersMax = 1024;

    /// <summary>The longest encoding that is read or made, in bytes; a static type may not be longer either.</summary>
    public const int EncodingMaxBytes = 64 * 1024 * 1024;

    /// <summary>How many values a decoder makes for each 32-byte word that it was given: arrays, tuples and every word of a
    /// text count as one each.</summary>
    /// <remarks>An encoding without shared parts has at most one word's value and its enclosing containers a word. Data whose
    /// offsets point at the same place again and again would otherwise double with each level of nesting.</remarks>
    public const int ValuesPerWordMax = 8;

    /// <summary>Values that a decoder makes in addition to <see cref="ValuesPerWordMax"/>, so that short data may nest.</summary>
    public const int ValuesFreeMax = 1024;

    /// <summary>The longest JSON contract ABI or typed data, in characters.</summary>
    public const int JsonTextMax = 1024 * 1024;

    /// <summary>How many functions, events and errors one contract ABI lists.</summary>
    public const int EntriesMax = 4096;

    /// <summary>How deep JSON nests: a tuple inside a tuple is an object inside an array.</summary>
    public const int JsonDepthMax = (2 * DepthMax) + 8;

    /// <summary>How long the name of an EIP-712 struct or member is, in characters: each struct type that uses another is hashed
    /// with the whole of it.</summary>
    public const int NameMax = 256;

    /// <summary>How many struct types EIP-712 typed data declares.</summary>
    public const int StructTypesMax = 64;

    /// <summary>How many members one struct type declares.</summary>
    public const int StructMembersMax = 64;
}
