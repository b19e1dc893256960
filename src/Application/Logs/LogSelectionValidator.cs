using FluentValidation;

namespace Ledger.Application.Logs;

internal sealed class LogSelectionValidator : AbstractValidator<LogSelection>
{
    public LogSelectionValidator()
    {
        RuleFor(selection => selection.Addresses)
            .Must(addresses => addresses.Count <= LogSelection.AddressesMax)
            .WithMessage($"Name at most {LogSelection.AddressesMax} contracts.");
        RuleFor(selection => selection.Topics)
            .Must(topics => topics.Count <= LogSelection.TopicPositionsMax)
            .WithMessage($"A log has at most {LogSelection.TopicPositionsMax} topics.")
            .Must(topics => topics.All(position => position.Count <= LogSelection.TopicAlternativesMax))
            .WithMessage($"Name at most {LogSelection.TopicAlternativesMax} alternatives of one topic.");
    }
}
