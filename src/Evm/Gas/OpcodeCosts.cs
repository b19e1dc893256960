using Ledger.Evm.Instructions;

namespace Ledger.Evm.Gas;

/// <summary>An immutable column of base costs, one cell an opcode.</summary>
internal sealed class OpcodeCosts
{
    private readonly short[] _costs;

    /// <summary>A column in which everything is free.</summary>
    public OpcodeCosts()
        : this(new short[256])
    {
    }

    private OpcodeCosts(short[] costs) => _costs = costs;

    /// <summary>The cost of an opcode in gas.</summary>
    public short this[Opcode opcode] => _costs[(byte)opcode];

    /// <summary>A copy in which the named opcodes cost <paramref name="gas"/>.</summary>
    public OpcodeCosts With(short gas, params ReadOnlySpan<Opcode> opcodes)
    {
        short[] copy = [.. _costs];
        foreach (Opcode opcode in opcodes)
        {
            copy[(byte)opcode] = gas;
        }

        return new OpcodeCosts(copy);
    }

    /// <summary>A copy in which a run of opcodes costs <paramref name="gas"/>.</summary>
    public OpcodeCosts WithRange(short gas, Opcode first, Opcode last)
    {
        short[] copy = [.. _costs];
        copy.AsSpan((byte)first, last - first + 1).Fill(gas);
        return new OpcodeCosts(copy);
    }
}
