using Ledger.Application.Blocks;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Logs;

/// <summary>Which logs a caller wants.</summary>
public sealed record LogSelection
{
    /// <summary>The most contracts of one selection.</summary>
    public const int AddressesMax = 2000;

    /// <summary>The most topic positions: LOG4 has four.</summary>
    public const int TopicPositionsMax = 4;

    /// <summary>The most alternatives of one topic position.</summary>
    public const int TopicAlternativesMax = 1000;

    /// <summary>First block. Default latest.</summary>
    public BlockReference From { get; init; } = BlockReference.Latest;

    /// <summary>Last block, included. Default latest.</summary>
    public BlockReference To { get; init; } = BlockReference.Latest;

    /// <summary>Emitting contracts; empty means any.</summary>
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>For each position the accepted topics; an empty list means any.</summary>
    public IReadOnlyList<IReadOnlyList<Hash256>> Topics { get; init; } = [];
}
