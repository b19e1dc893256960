using System.Globalization;
using System.Text;
using Ledger.Domain.Events;
using Ledger.Domain.State;
using Ledger.Domain.Transactions;
using Ledger.Evm;
using Ledger.Node.Pool;
using Ledger.Node.Ports;

namespace Ledger.Architecture.Tests;

/// <summary>Numbers and names that are in stores, on wires or in clients' code. A line may be added to
/// <c>FrozenNumbers.txt</c>; a line that is there says what older nodes and stores mean by it.</summary>
public sealed class FrozenNumberTests
{
    private const string Snapshot = "tests/Architecture.Tests/FrozenNumbers.txt";

    private static readonly Type[] Enums =
    [
        typeof(TransactionStatus),
        typeof(TransactionKind),
        typeof(StateKeyKind),
        typeof(PeerMessageKind),
        typeof(SubmitCode),
        typeof(TransactionRefusal),
    ];

    [Fact]
    public void Stored_and_sent_numbers_are_what_they_were()
    {
        string actual = Describe();
        string expected = File.ReadAllText(Path.Combine(Repository.Root, Snapshot)).ReplaceLineEndings("\n");
        Assert.True(
            expected == actual,
            $"{Snapshot}:1: differs from the code. A new number: add its line. A changed or missing one: take the change back, "
            + $"old stores and peers still use it. The code says:\n{actual}");
    }

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (Type type in Enums)
        {
            text.Append(type.Name).Append('\n');
            foreach (object value in Enum.GetValuesAsUnderlyingType(type))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {value} {Enum.GetName(type, value)}\n");
            }
        }

        text.Append("Events\n");
        foreach (EventTypeName name in EventTypeNames.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {name.Alias} {name.DotNetType}\n");
        }

        return text.ToString();
    }
}
