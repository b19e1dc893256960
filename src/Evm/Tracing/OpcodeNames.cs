using System.Globalization;
using Ledger.Evm.Instructions;

namespace Ledger.Evm.Tracing;

/// <summary>The mnemonics that traces show.</summary>
internal static class OpcodeNames
{
    private static readonly string[] Names = Build();

    /// <summary>The Yellow Paper's mnemonic; for a byte without one the words of go-ethereum.</summary>
    public static string Of(Opcode opcode) => Names[(byte)opcode];

    private static string[] Build()
    {
        var table = new InstructionTable();
        string[] names = new string[256];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = table[(Opcode)i].Name
                ?? string.Create(CultureInfo.InvariantCulture, $"opcode 0x{i:x} not defined");
        }

        return names;
    }
}
