using System.Globalization;
using Ledger.Domain.Primitives;

namespace Ledger.Node.Ports;

/// <summary>A block that a person vouches for.</summary>
/// <param name="Number">Its number, above 0.</param>
/// <param name="Hash">Its hash.</param>
public sealed record TrustedBlock(long Number, Hash256 Hash)
{
    /// <summary>Reads <c>NUMBER:HASH</c>, a decimal number above 0 and 0x with 64 hexadecimal digits.</summary>
    public static bool TryParse(string? text, out TrustedBlock? block)
    {
        block = null;
        int colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0
            || !long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || number < 1
            || !Hash256.TryParse(text![(colon + 1)..], CultureInfo.InvariantCulture, out Hash256 hash))
        {
            return false;
        }

        block = new TrustedBlock(number, hash);
        return true;
    }

    /// <summary>The form that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}:{Hash}");
}
