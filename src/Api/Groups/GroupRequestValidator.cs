using System.Globalization;
using FluentValidation;
using Ledger.Domain.Governance;
using Ledger.Domain.Primitives;

namespace Ledger.Api.Groups;

/// <summary>Checks the values of a new group in FISCO BCOS 2.x's order and words.</summary>
internal sealed class GroupRequestValidator : AbstractValidator<GroupRequest>
{
    /// <summary>What FISCO BCOS says to a number that no group can have.</summary>
    public static readonly string GroupIdRule = string.Create(
        CultureInfo.InvariantCulture, $"GroupID should be between 1 and {GenesisLimits.GroupIdMax}");

    private const int NodeIdDigits = 2 * NodeId.SizeBytes;

    public GroupRequestValidator()
    {
        ClassLevelCascadeMode = CascadeMode.Stop;
        RuleFor(request => request.GroupId).InclusiveBetween(1, GenesisLimits.GroupIdMax).WithMessage(GroupIdRule);
        RuleFor(request => request.Timestamp)
            .Must(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long time)
                && time <= GenesisLimits.TimestampMax)
            .WithMessage(request => $"invalid timestamp: {request.Timestamp}");
        RuleFor(request => request.Sealers).NotEmpty()
            .WithMessage("GenerateGroup failed for empty sealer list, expect at least one sealer");
        RuleFor(request => request.Sealers).Must(sealers => FirstWrong(sealers) < 0)
            .WithMessage(request => $"invalid sealer ID at position {FirstWrong(request.Sealers) + 1}");
        RuleFor(request => request.ChainId).Must(id => id is null or (> 0 and <= GenesisLimits.ChainIdMax))
            .WithMessage(request => $"invalid chain ID: {request.ChainId}");
        RuleForEach(request => request.Governors).Must(account => Address.TryParse(account, null, out _))
            .WithMessage("invalid governor at position {CollectionIndex}");
        RuleFor(request => request.Consensus).Must(name => name is null || ConsensusAlgorithmNames.TryParse(name, out _))
            .WithMessage(request =>
                $"invalid consensus: {request.Consensus}, expect one of {string.Join(", ", ConsensusAlgorithmNames.All)}");
    }

    private static int FirstWrong(IReadOnlyList<string> sealers)
    {
        for (int i = 0; i < sealers.Count; i++)
        {
            if (sealers[i].Length != NodeIdDigits || !sealers[i].All(char.IsAsciiHexDigit))
            {
                return i;
            }
        }

        return -1;
    }
}
