using System.Text;
using System.Text.Json;
using Ledger.Crypto.Hashing;
using Ledger.Domain.Encoding;
using Ledger.EvmConformance.Sources;

namespace Ledger.EvmConformance.Formats;

/// <summary>How ethereum/tests TrieTests write keys and values.</summary>
internal static class TrieText
{
    /// <summary>Text, or hexadecimal after <c>0x</c>.</summary>
    public static byte[] Bytes(string text) =>
        text.StartsWith("0x", StringComparison.Ordinal) ? Hex.Decode(text) : Encoding.UTF8.GetBytes(text);

    /// <summary>Whether a file is about tries whose keys are hashed first.</summary>
    public static bool IsSecure(CaseFile file) => file.Name.Contains("secure", StringComparison.OrdinalIgnoreCase);

    /// <summary>The key as it stands in the trie.</summary>
    public static byte[] Key(byte[] key, bool isSecure) => isSecure ? Keccak256.Hash(key).ToArray() : key;

    /// <summary>The last value of each key, deleted ones left out.</summary>
    public static IEnumerable<(byte[] Key, byte[] Value)> Entries(JsonElement input)
    {
        IEnumerable<(string Key, JsonElement Value)> writes = input.ValueKind == JsonValueKind.Object
            ? input.EnumerateObject().Select(entry => (entry.Name, entry.Value))
            : input.EnumerateArray().Select(entry => (entry[0].Text(), entry[1]));
        var last = new Dictionary<string, byte[]>();
        foreach ((string key, JsonElement value) in writes)
        {
            last[Convert.ToHexStringLower(Bytes(key))] = value.ValueKind == JsonValueKind.Null ? [] : Bytes(value.Text());
        }

        return last.Where(entry => entry.Value.Length > 0)
            .Select(entry => (Convert.FromHexString(entry.Key), entry.Value));
    }
}
