using Ledger.Domain.Encoding;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Events;

/// <summary>Where in the <c>ledger</c> stream a value was read: what an error about it has to say.</summary>
internal readonly record struct StoredPlace(string Event, long Number, int? Index = null)
{
    internal void Check(bool isSound, string property, string problem)
    {
        if (!isSound)
        {
            string place = Index is int index ? $"block {Number}, transaction {index}" : $"block {Number}";
            throw new CorruptEventException(
                $"Stored event {Event} of {place} is damaged: {property} {problem}. Restore the database from a backup or let "
                + "the node fetch the blocks from its peers into an empty one.");
        }
    }

    internal byte[] Bytes(string? text, string property)
    {
        byte[] bytes = [];
        Check(text is not null && Hex.TryDecode(text, out bytes), property, "is not hexadecimal");
        return bytes;
    }

    internal Hash256 Hash(string? text, string property)
    {
        bool isHash = Hash256.TryParse(text, null, out Hash256 hash);
        Check(isHash, property, "is not a hash");
        return hash;
    }

    internal Address Address(string? text, string property)
    {
        bool isAddress = Primitives.Address.TryParse(text, null, out Address address);
        Check(isAddress, property, "is not an address");
        return address;
    }
}
