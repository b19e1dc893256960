using FluentValidation;
using Ledger.Node.Tracing;

namespace Ledger.Application.Tracing;

internal sealed class TraceSettingsValidator : AbstractValidator<TraceSettings>
{
    public TraceSettingsValidator(TraceLimits limits)
    {
        RuleFor(settings => settings.Timeout)
            .Must(timeout => timeout is null || (timeout > TimeSpan.Zero && timeout <= limits.TimeMax))
            .WithMessage($"A trace runs for more than 0 and at most {limits.TimeMax.TotalSeconds} seconds.");
        RuleFor(settings => settings.IncludeEmpty)
            .Must((settings, includeEmpty) => !(includeEmpty && settings.DiffMode))
            .WithMessage("diffMode and includeEmpty exclude each other.");
        RuleFor(settings => settings.Limit).GreaterThanOrEqualTo(0).WithMessage("A limit is 0 or more.");
    }
}
