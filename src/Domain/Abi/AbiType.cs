using System.Globalization;

namespace Ledger.Domain.Abi;

/// <summary>A type of the contract ABI (Solidity's ABI specification, "Types").</summary>
/// <remarks>Two types are equal when their canonical names are: the names of tuple members do not count.</remarks>
public abstract record AbiType
{
    internal const int WordBytes = 32;

    private AbiType(string name, bool isDynamic, long headSizeBytes, int depth)
    {
        Require(headSizeBytes <= AbiLimits.EncodingMaxBytes, name, $"takes more than {AbiLimits.EncodingMaxBytes} bytes");
        Require(depth <= AbiLimits.DepthMax, name, $"nests deeper than {AbiLimits.DepthMax} arrays and tuples");
        Name = name;
        IsDynamic = isDynamic;
        HeadSizeBytes = (int)headSizeBytes;
        Depth = depth;
    }

    /// <summary>The canonical name, as signatures are hashed with it: <c>uint256</c>, <c>(address,bytes32[3])[]</c>.</summary>
    public string Name { get; }

    /// <summary>Whether the encoded length depends on the value: such a value stands in the tail, behind an offset.</summary>
    public bool IsDynamic { get; }

    /// <summary>What the value takes in the head of its container: 32 for a dynamic one, else its whole length.</summary>
    public int HeadSizeBytes { get; }

    /// <summary>Whether an indexed event parameter of this type is a hash in the topics, and its value lost: everything but the
    /// types of one word (ABI specification, "Events").</summary>
    public bool IsHashedInTopics => IsDynamic || Depth > 0;

    /// <summary>How many arrays and tuples nest in it, itself included; 0 for an elementary type.</summary>
    public int Depth { get; }

    /// <summary>Reads a type: <c>uint</c>, <c>(uint256,bytes32[3])[]</c>, <c>tuple(address to, uint256 value)</c>.</summary>
    /// <exception cref="AbiException">The text is not a type.</exception>
    public static AbiType Parse(string text) =>
        TryParse(text, out AbiType? type, out AbiProblem? problem) ? type! : throw new AbiException(problem!);

    /// <summary>Reads a type in text.</summary>
    /// <param name="text">The aliases <c>uint</c>, <c>int</c>, <c>fixed</c> and <c>ufixed</c> are taken; members may have names.</param>
    /// <param name="type">The type; <see langword="null"/> when the text is none.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public static bool TryParse(string text, out AbiType? type, out AbiProblem? problem) =>
        AbiTypeParser.TryParseType(text, out type, out problem);

    /// <summary>Reads a list of parameters as a tuple: <c>(address to, uint256 value)</c>, <c>()</c>.</summary>
    /// <exception cref="AbiException">The text is not a tuple type.</exception>
    public static Tuple ParseTuple(string text) =>
        TryParse(text, out AbiType? type, out AbiProblem? problem)
            ? type as Tuple ?? throw new AbiException(AbiProblem.Of($"'{type}' is not a tuple; write it in parentheses."))
            : throw new AbiException(problem!);

    /// <summary>A tuple of unnamed members.</summary>
    public static Tuple TupleOf(params IEnumerable<AbiType> types) =>
        new([.. types.Select(type => new AbiParameter("", type))]);

    /// <summary>Compares the canonical names.</summary>
    public virtual bool Equals(AbiType? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The canonical name.</summary>
    public sealed override string ToString() => Name;

    /// <summary>The type of the member or element at <paramref name="index"/> of a container.</summary>
    internal virtual AbiType ItemType(int index) => throw new InvalidOperationException($"{Name} has no items.");

    /// <summary>How a problem of the member or element at <paramref name="index"/> is found: <c>.to</c> or <c>[3]</c>.</summary>
    internal virtual string ItemPath(int index) => string.Create(CultureInfo.InvariantCulture, $"[{index}]");

    private static void Require(bool isTaken, string name, string problem)
    {
        if (!isTaken)
        {
            string shown = name.Length <= 60 ? name : name[..60] + "…";
            throw new AbiException(AbiProblem.Of($"The type '{shown}' {problem}."));
        }
    }

    /// <summary><c>uintN</c> or <c>intN</c>.</summary>
    public sealed record Number : AbiType
    {
        /// <summary>An integer of so many bits, two's complement when it is signed.</summary>
        /// <exception cref="AbiException">The number of bits is not a multiple of 8 from 8 to 256.</exception>
        public Number(int bits, bool isSigned)
            : base((isSigned ? "int" : "uint") + Digits(bits), false, WordBytes, 0)
        {
            Require(bits is >= 8 and <= 256 && bits % 8 == 0, Name, "has bits that are not a multiple of 8 from 8 to 256");
            Bits = bits;
            IsSigned = isSigned;
        }

        /// <summary>8 to 256, a multiple of 8.</summary>
        public int Bits { get; }

        /// <summary>Whether it can be negative.</summary>
        public bool IsSigned { get; }
    }

    /// <summary><c>ufixedMxN</c> or <c>fixedMxN</c>: an integer of M bits that stands for itself divided by 10^N.</summary>
    public sealed record FixedPoint : AbiType
    {
        /// <summary>A fixed-point decimal.</summary>
        /// <exception cref="AbiException">Bits or decimals are outside their range.</exception>
        public FixedPoint(int bits, int decimals, bool isSigned)
            : base($"{(isSigned ? "fixed" : "ufixed")}{Digits(bits)}x{Digits(decimals)}", false, WordBytes, 0)
        {
            Require(bits is >= 8 and <= 256 && bits % 8 == 0, Name, "has bits that are not a multiple of 8 from 8 to 256");
            Require(decimals is >= 1 and <= 80, Name, "has decimals that are not 1 to 80");
            Bits = bits;
            Decimals = decimals;
            IsSigned = isSigned;
        }

        /// <summary>8 to 256, a multiple of 8.</summary>
        public int Bits { get; }

        /// <summary>1 to 80. A value of this type holds the integer, not yet divided by 10^Decimals.</summary>
        public int Decimals { get; }

        /// <summary>Whether it can be negative.</summary>
        public bool IsSigned { get; }
    }

    /// <summary><c>address</c>.</summary>
    public sealed record Address() : AbiType("address", false, WordBytes, 0);

    /// <summary><c>bool</c>.</summary>
    public sealed record Boolean() : AbiType("bool", false, WordBytes, 0);

    /// <summary><c>bytesN</c>: so many bytes, at the left of their word.</summary>
    public sealed record FixedBytes : AbiType
    {
        /// <summary>Bytes of a fixed number.</summary>
        /// <exception cref="AbiException">The number is not 1 to 32.</exception>
        public FixedBytes(int lengthBytes)
            : base("bytes" + Digits(lengthBytes), false, WordBytes, 0)
        {
            Require(lengthBytes is >= 1 and <= WordBytes, Name, "has a length that is not 1 to 32");
            LengthBytes = lengthBytes;
        }

        /// <summary>1 to 32.</summary>
        public int LengthBytes { get; }
    }

    /// <summary><c>function</c>: an address and a selector, encoded as <c>bytes24</c>.</summary>
    public sealed record Function() : AbiType("function", false, WordBytes, 0)
    {
        /// <summary>20 bytes of an address, 4 of a selector.</summary>
        public const int LengthBytes = 24;
    }

    /// <summary><c>bytes</c>.</summary>
    public sealed record Bytes() : AbiType("bytes", true, WordBytes, 0);

    /// <summary><c>string</c>: UTF-8 by convention; neither Solidity nor this codec refuses other bytes.</summary>
    public sealed record Text() : AbiType("string", true, WordBytes, 0);

    /// <summary><c>T[]</c>.</summary>
    public sealed record Array : AbiType
    {
        /// <summary>An array of any number of elements.</summary>
        public Array(AbiType element)
            : base(element.Name + "[]", true, WordBytes, element.Depth + 1)
        {
            Require(element.HeadSizeBytes > 0, Name, "has elements that take no bytes; give the tuple a member");
            Element = element;
        }

        /// <summary>The type of each element.</summary>
        public AbiType Element { get; }

        internal override AbiType ItemType(int index) => Element;
    }

    /// <summary><c>T[k]</c>.</summary>
    public sealed record FixedArray : AbiType
    {
        /// <summary>An array of a fixed number of elements.</summary>
        /// <exception cref="AbiException">The length is not positive (Solidity has no such arrays), or the whole too long.</exception>
        public FixedArray(AbiType element, int length)
            : base(
                $"{element.Name}[{Digits(length)}]",
                element.IsDynamic,
                element.IsDynamic ? WordBytes : (long)element.HeadSizeBytes * length,
                element.Depth + 1)
        {
            Require(length >= 1, Name, "has no elements; a fixed length is at least 1");
            Require(element.HeadSizeBytes > 0, Name, "has elements that take no bytes; give the tuple a member");
            Require(
                (long)element.HeadSizeBytes * length <= AbiLimits.EncodingMaxBytes,
                Name,
                $"takes more than {AbiLimits.EncodingMaxBytes} bytes");
            Element = element;
            Length = length;
        }

        /// <summary>The type of each element.</summary>
        public AbiType Element { get; }

        /// <summary>The number of elements, at least 1.</summary>
        public int Length { get; }

        internal override AbiType ItemType(int index) => Element;
    }

    /// <summary><c>(T1,…,Tn)</c>: a struct, or the parameters of a function, event or error.</summary>
    public sealed record Tuple : AbiType
    {
        private readonly AbiParameter[] _members;

        /// <summary>A tuple of these members; only a list of parameters may be empty.</summary>
        /// <exception cref="AbiException">A member is an empty tuple, or there are too many, or the whole is too long or too deep.</exception>
        public Tuple(params IReadOnlyList<AbiParameter> members)
            : base(
                $"({string.Join(',', members.Select(member => member.Type.Name))})",
                members.Any(member => member.Type.IsDynamic),
                members.Any(member => member.Type.IsDynamic) ? WordBytes : HeadsOf(members),
                members.Select(member => member.Type.Depth).DefaultIfEmpty(0).Max() + 1)
        {
            Require(members.Count <= AbiLimits.MembersMax, Name, $"has more than {AbiLimits.MembersMax} members");
            HeadsSizeBytes = (int)Math.Min(HeadsOf(members), int.MaxValue);
            Require(HeadsSizeBytes <= AbiLimits.EncodingMaxBytes, Name, $"takes more than {AbiLimits.EncodingMaxBytes} bytes");
            Require(members.All(member => member.Type.HeadSizeBytes > 0), Name, "has an empty tuple as a member; leave it out");
            _members = [.. members];
        }

        /// <summary>The members in order.</summary>
        public IReadOnlyList<AbiParameter> Members => _members;

        /// <summary>The length of all heads together.</summary>
        internal int HeadsSizeBytes { get; }

        /// <summary>Compares the canonical names.</summary>
        public bool Equals(Tuple? other) => base.Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => base.GetHashCode();

        internal override AbiType ItemType(int index) => _members[index].Type;

        internal override string ItemPath(int index) =>
            _members[index].Name.Length > 0 ? "." + _members[index].Name : base.ItemPath(index);

        private static long HeadsOf(IReadOnlyList<AbiParameter> members) =>
            members.Sum(member => (long)member.Type.HeadSizeBytes);
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
