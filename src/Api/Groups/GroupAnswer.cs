namespace Ledger.Api.Groups;

/// <summary>The answer to a request to manage a group.</summary>
/// <param name="Code">What became of it.</param>
/// <param name="Message">FISCO BCOS 2.x's sentence.</param>
internal sealed record GroupAnswer(GroupCode Code, string Message);
