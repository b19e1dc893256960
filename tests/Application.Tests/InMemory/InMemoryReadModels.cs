using Ledger.Application.Ports;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;

namespace Ledger.Testing.InMemory;

/// <summary>The read models over an <see cref="InMemoryChain"/>, by plain search.</summary>
public sealed class InMemoryReadModels(InMemoryChain chain)
    : IBlockReadModel, ITransactionReadModel, ILogReadModel, IAccountReadModel
{
    public Task<StoredBlock?> FindAsync(long number, CancellationToken cancellation) =>
        Task.FromResult(chain.Blocks.FirstOrDefault(block => block.Header.Number == number));

    Task<StoredBlock?> IBlockReadModel.FindAsync(Hash256 hash, CancellationToken cancellation) =>
        Task.FromResult(chain.Blocks.FirstOrDefault(block => block.Hash == hash));

    public Task<IReadOnlyList<StoredBlock>> ListDownAsync(long fromNumber, int countMax, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredBlock>>(
            [.. chain.Blocks.Where(block => block.Header.Number <= fromNumber).Reverse().Take(countMax)]);

    public Task<ChainTotals> TotalsAsync(CancellationToken cancellation) => Task.FromResult(new ChainTotals(
        chain.Head.Number, chain.Transactions.Count, chain.Transactions.Count(item => !item.Receipt.Succeeded)));

    Task<StoredTransaction?> ITransactionReadModel.FindAsync(Hash256 hash, CancellationToken cancellation) =>
        Task.FromResult(chain.Transactions.FirstOrDefault(item => item.Hash == hash));

    public Task<StoredTransaction?> FindAsync(long blockNumber, int index, CancellationToken cancellation) =>
        Task.FromResult(chain.Transactions.FirstOrDefault(item => item.BlockNumber == blockNumber && item.Index == index));

    public Task<IReadOnlyList<StoredTransaction>> ListByBlockAsync(long blockNumber, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredTransaction>>(
            [.. chain.Transactions.Where(item => item.BlockNumber == blockNumber)]);

    public Task<IReadOnlyList<StoredTransaction>> ListAsync(
        Address? account, (long BlockNumber, int Index)? before, int countMax, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredTransaction>>([.. chain.Transactions
            .Where(item => account is null || item.Sender == account)
            .Where(item => before is null || (item.BlockNumber, item.Index).CompareTo(before.Value) < 0)
            .Reverse()
            .Take(countMax)]);

    public Task<IReadOnlyList<StoredLog>> ListAsync(
        LogFilter filter, (long BlockNumber, int LogIndex)? after, int countMax, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredLog>>([.. chain.Transactions
            .SelectMany(item => item.Receipt.Logs.Select((log, i) => new StoredLog(
                item.BlockNumber, item.BlockHash, item.BlockTimestamp, item.Hash, item.Index, item.FirstLogIndex + i, log)))
            .Where(log => log.BlockNumber >= filter.FromBlock && log.BlockNumber <= filter.ToBlock)
            .Where(log => filter.Addresses.Count == 0 || filter.Addresses.Contains(log.Entry.Address))
            .Where(log => MatchesTopics(filter, log))
            .Where(log => after is null || (log.BlockNumber, log.LogIndex).CompareTo(after.Value) > 0)
            .Take(countMax)]);

    Task<StoredAccount?> IAccountReadModel.FindAsync(Address address, CancellationToken cancellation) =>
        Task.FromResult(Accounts().FirstOrDefault(account => account.Address == address));

    public Task<IReadOnlyList<StoredAccount>> ListAsync(Address? after, int countMax, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredAccount>>(
            [.. Accounts().Where(account => after is null || account.Address > after.Value).Take(countMax)]);

    private static bool MatchesTopics(LogFilter filter, StoredLog log)
    {
        for (int i = 0; i < filter.Topics.Count; i++)
        {
            bool matches = filter.Topics[i].Count == 0
                || (i < log.Entry.Topics.Count && filter.Topics[i].Contains(log.Entry.Topics[i]));
            if (!matches)
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<StoredAccount> Accounts() =>
        Enumerable.Range(1, 3).Select(i => new StoredAccount(
            KnownChain.AccountOf(i), new Account((ulong)i, (UInt256)(ulong)(i * 100), default), 0, i));
}
