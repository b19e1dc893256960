using Ledger.Application.Errors;
using Ledger.Application.Transactions;
using Ledger.Node.Pool;

namespace Ledger.Application.Tests;

public sealed class ErrorRegistryTests
{
    [Fact]
    public void Every_refusal_of_the_pool_has_a_row()
    {
        foreach (SubmitCode code in Enum.GetValues<SubmitCode>())
        {
            var result = new SubmitResult(code, default, "");
            if (result.IsAccepted)
            {
                Assert.Throws<ArgumentException>(() => SubmissionErrors.Of(result));
            }
            else
            {
                LedgerError error = SubmissionErrors.Of(result);
                Assert.Contains(error.Code, ErrorCodes.All);
                Assert.NotEmpty(error.Message);
            }
        }
    }

    [Fact]
    public void Names_are_unique_and_no_row_is_a_500()
    {
        Assert.Equal(ErrorCodes.All.Count, ErrorCodes.All.Select(code => code.Name).Distinct().Count());
        Assert.All(ErrorCodes.All, code => Assert.NotEqual(500, code.HttpStatus));
        Assert.All(ErrorCodes.All, code => Assert.NotEmpty(code.Advice));
    }

    [Fact]
    public void The_list_holds_every_row_of_the_registry()
    {
        int declared = typeof(ErrorCodes).GetProperties().Count(property => property.PropertyType == typeof(ErrorCode));

        Assert.Equal(declared, ErrorCodes.All.Count);
    }
}
