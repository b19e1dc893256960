using System.Buffers;
using System.Globalization;

namespace Ledger.Domain.Abi;

/// <summary>Reads types and lists of parameters from text, from front to back.</summary>
internal sealed class AbiTypeParser
{
    private static readonly SearchValues<char> Identifier = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$");

    private readonly string _text;
    private int _position;
    private int _depth;

    private AbiTypeParser(string text) => _text = text;

    internal static bool TryParseType(string text, out AbiType? type, out AbiProblem? problem) =>
        TryRun(text, parser => parser.Type(), out type, out problem);

    /// <summary>Reads <c>transfer(address to, uint256 value)</c>: a name and its parameters.</summary>
    internal static bool TryParseSignature(
        string text, out (string Name, AbiType.Tuple Parameters) signature, out AbiProblem? problem) =>
        TryRun(text, parser => (parser.NameOfEntry(), parser.Parameters()), out signature, out problem);

    /// <summary>Reads an elementary type; arrays and tuples are not taken.</summary>
    internal static bool TryParseElementary(string word, out AbiType? type)
    {
        try
        {
            type = Elementary(word);
        }
        catch (AbiException)
        {
            type = null;
        }

        return type is not null;
    }

    /// <summary>Reads what stands behind an element type, innermost first: <c>[2][]</c> is 2 and <see langword="null"/>.</summary>
    internal static bool TryParseLengths(string suffix, out List<int?>? lengths, out AbiProblem? problem) =>
        TryRun(suffix, parser => parser.Lengths(), out lengths, out problem);

    /// <summary>Puts what stands behind an element type around it.</summary>
    internal static bool TryWrap(AbiType element, string suffix, out AbiType? type, out AbiProblem? problem) =>
        TryRun(suffix, parser => parser.Suffixes(element), out type, out problem);

    internal static bool IsIdentifier(ReadOnlySpan<char> name) =>
        !name.IsEmpty && !char.IsAsciiDigit(name[0]) && name.IndexOfAnyExcept(Identifier) < 0;

    private static bool TryRun<T>(string text, Func<AbiTypeParser, T> read, out T? result, out AbiProblem? problem)
    {
        result = default;
        if (text.Length > AbiLimits.TypeTextMax)
        {
            problem = AbiProblem.Of($"The type has {text.Length} characters; it may have {AbiLimits.TypeTextMax}.");
            return false;
        }

        try
        {
            var parser = new AbiTypeParser(text);
            T value = read(parser);
            parser.ExpectEnd();
            result = value;
            problem = null;
            return true;
        }
        catch (AbiException exception)
        {
            problem = exception.Problem;
            return false;
        }
    }

    private AbiType Type()
    {
        string word = Word();
        bool isTuple = word is "" or "tuple" && Peek() == '(';
        AbiType type = isTuple
            ? Parameters()
            : Elementary(word) ?? throw Fail(_position - word.Length, $"'{word}' is not a type; one is uint256, address, bytes32 or (…)");
        return Suffixes(type);
    }

    private AbiType Suffixes(AbiType type)
    {
        foreach (int? length in Lengths())
        {
            type = length is null ? new AbiType.Array(type) : new AbiType.FixedArray(type, length.Value);
        }

        return type;
    }

    private List<int?> Lengths()
    {
        var lengths = new List<int?>();
        while (Peek() == '[')
        {
            if (lengths.Count == AbiLimits.DepthMax)
            {
                throw Fail(_position, $"arrays nest deeper than {AbiLimits.DepthMax}");
            }

            _position++;
            int start = _position;
            string digits = Word();
            Expect(']', "closes an array");
            lengths.Add(digits.Length == 0 ? null : Number(digits) ?? throw Fail(start, $"'{digits}' is not an array length"));
        }

        return lengths;
    }

    private AbiType.Tuple Parameters()
    {
        Expect('(', "opens a tuple");
        if (++_depth > AbiLimits.DepthMax)
        {
            throw Fail(_position, $"tuples nest deeper than {AbiLimits.DepthMax}");
        }

        var members = new List<AbiParameter>();
        SkipSpaces();
        while (Peek() != ')')
        {
            if (members.Count > 0)
            {
                Expect(',', "separates the members");
                SkipSpaces();
            }

            AbiType type = Type();
            SkipSpaces();
            string name = Word();
            if (name.Length > 0 && !IsIdentifier(name))
            {
                throw Fail(_position - name.Length, $"'{name}' is not a name");
            }

            members.Add(new AbiParameter(name, type));
            SkipSpaces();
        }

        _position++;
        _depth--;
        return new AbiType.Tuple(members);
    }

    private string NameOfEntry()
    {
        string name = Word();
        return IsIdentifier(name) ? name : throw Fail(0, "a signature begins with a name, as in transfer(address,uint256)");
    }

    private static AbiType? Elementary(string word)
    {
        ReadOnlySpan<char> digits = word.AsSpan().TrimStart("abcdefghijklmnopqrstuvwxyz");
        return word[..^digits.Length] switch
        {
            "uint" or "int" => OfBits(digits) is int bits ? new AbiType.Number(bits, word[0] == 'i') : null,
            "ufixed" or "fixed" when digits.IsEmpty => new AbiType.FixedPoint(128, 18, word[0] == 'f'),
            "ufixed" or "fixed" => FixedPoint(digits, word[0] == 'f'),
            "bytes" when digits.IsEmpty => new AbiType.Bytes(),
            "bytes" => Number(digits) is int length ? new AbiType.FixedBytes(length) : null,
            "address" when digits.IsEmpty => new AbiType.Address(),
            "bool" when digits.IsEmpty => new AbiType.Boolean(),
            "string" when digits.IsEmpty => new AbiType.Text(),
            "function" when digits.IsEmpty => new AbiType.Function(),
            _ => null,
        };
    }

    private static AbiType.FixedPoint? FixedPoint(ReadOnlySpan<char> size, bool isSigned)
    {
        int cross = size.IndexOf('x');
        return cross > 0 && Number(size[..cross]) is int bits && Number(size[(cross + 1)..]) is int decimals
            ? new AbiType.FixedPoint(bits, decimals, isSigned)
            : null;
    }

    private static int? OfBits(ReadOnlySpan<char> digits) => digits.IsEmpty ? 256 : Number(digits);

    /// <summary>A number without sign or leading zeros, so that a type has one spelling besides the aliases.</summary>
    private static int? Number(ReadOnlySpan<char> digits) =>
        digits.Length is > 0 and < 10
        && (digits[0] != '0' || digits.Length == 1)
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;

    private string Word()
    {
        int length = _text.AsSpan(_position).IndexOfAnyExcept(Identifier);
        string word = length < 0 ? _text[_position..] : _text.Substring(_position, length);
        _position += word.Length;
        return word;
    }

    private char Peek() => _position < _text.Length ? _text[_position] : '\0';

    private void SkipSpaces()
    {
        while (Peek() == ' ')
        {
            _position++;
        }
    }

    private void Expect(char character, string purpose)
    {
        if (Peek() != character)
        {
            throw Fail(_position, $"expected '{character}', which {purpose}");
        }

        _position++;
    }

    private void ExpectEnd()
    {
        if (_position < _text.Length)
        {
            throw Fail(_position, "nothing may follow the type");
        }
    }

    private AbiException Fail(int position, string problem) => new(AbiProblem.Of(string.Create(
        CultureInfo.InvariantCulture, $"Position {position + 1} of '{Shown()}': {problem}.")));

    private string Shown() => _text.Length <= 60 ? _text : _text[..60] + "…";
}
