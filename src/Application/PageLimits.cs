using FluentValidation;

namespace Ledger.Application;

/// <summary>How much one page of a list may hold.</summary>
public static class PageLimits
{
    /// <summary>Items of a page when the caller names no number.</summary>
    public const int ItemsDefault = 50;

    /// <summary>The most items of a page.</summary>
    public const int ItemsMax = 500;

    /// <summary>The rule of every page size.</summary>
    internal static IRuleBuilderOptions<T, int> IsPageSize<T>(this IRuleBuilder<T, int> rule) => rule
        .InclusiveBetween(1, ItemsMax).WithMessage($"A page holds 1 to {ItemsMax} items.");
}
