using System.Text.Json;
using Ledger.Domain.Primitives;
using Ledger.Domain.State;
using Ledger.Evm.State;

namespace Ledger.Evm.Tracing;

/// <summary>Writes accounts as go-ethereum's <c>prestateTracer</c> shows them: a member that says nothing is left out.</summary>
internal sealed class PrestateJson(
    Utf8JsonWriter writer, PrestateTracerOptions options, Journal journal, Hash256 emptyCodeHash)
{
    /// <summary>Writes all accounts as they were.</summary>
    public void WriteBefore(IEnumerable<TouchedAccount> accounts)
    {
        writer.WriteStartObject();
        foreach (TouchedAccount account in accounts)
        {
            if (options.IncludeEmpty || !account.Before.IsEmpty)
            {
                WriteAccount(account.Address, account.Before, Slots(account, static slot => slot.Before, static _ => true));
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes what changed: an account or slot that came stands only in <c>post</c>, one that went only in <c>pre</c>, with all
    /// that was read of it.</summary>
    public void WriteDiff(IReadOnlyList<TouchedAccount> accounts)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("post"u8);
        foreach (TouchedAccount account in accounts)
        {
            if (account is { IsChanged: true, After: Account after })
            {
                WriteChanges(account, after);
            }
        }

        writer.WriteEndObject();
        writer.WriteStartObject("pre"u8);
        foreach (TouchedAccount account in accounts)
        {
            if (account.IsChanged && !account.Before.IsEmpty)
            {
                bool isGone = account.After is null;
                WriteAccount(account.Address, account.Before, Slots(
                    account, static slot => slot.Before, slot => isGone || (!slot.Before.IsZero && slot.Before != slot.After)));
            }
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static IEnumerable<(UInt256 Slot, UInt256 Value)> Slots(
        TouchedAccount account,
        Func<(UInt256 Before, UInt256 After), UInt256> value,
        Func<(UInt256 Before, UInt256 After), bool> isShown) =>
        account.Storage.Where(slot => isShown(slot.Value)).Select(slot => (slot.Key, value(slot.Value)));

    private void WriteAccount(in Address address, in Account account, IEnumerable<(UInt256 Slot, UInt256 Value)> slots)
    {
        writer.WriteStartObject(address.ToString());
        writer.Quantity("balance"u8, account.Balance);
        if (account.HasCode)
        {
            WriteCode(account.CodeHash);
        }

        if (account.Nonce > 0)
        {
            writer.WriteNumber("nonce"u8, account.Nonce);
        }

        WriteStorage(slots);
        writer.WriteEndObject();
    }

    private void WriteChanges(TouchedAccount account, in Account after)
    {
        writer.WriteStartObject(account.Address.ToString());
        if (after.Balance != account.Before.Balance)
        {
            writer.Quantity("balance"u8, after.Balance);
        }

        if (after.CodeHash != account.Before.CodeHash)
        {
            WriteCode(after.CodeHash);
        }

        if (after.Nonce != account.Before.Nonce)
        {
            writer.WriteNumber("nonce"u8, after.Nonce);
        }

        WriteStorage(Slots(account, static slot => slot.After, static slot => slot.Before != slot.After && !slot.After.IsZero));
        writer.WriteEndObject();
    }

    /// <summary>The hash is shown even where the code is left out; code that went is shown as no bytes (EIP-7702).</summary>
    private void WriteCode(in Hash256 codeHash)
    {
        if (!options.DisableCode)
        {
            writer.Bytes("code"u8, journal.Code(codeHash).Span);
        }

        writer.Bytes("codeHash"u8, (codeHash.IsZero ? emptyCodeHash : codeHash).Bytes);
    }

    private void WriteStorage(IEnumerable<(UInt256 Slot, UInt256 Value)> slots)
    {
        if (options.DisableStorage)
        {
            return;
        }

        bool hasAny = false;
        foreach ((UInt256 slot, UInt256 value) in slots)
        {
            if (!hasAny)
            {
                writer.WriteStartObject("storage"u8);
                hasAny = true;
            }

            writer.WriteString(TraceJson.Digits(slot), TraceJson.Digits(value));
        }

        if (hasAny)
        {
            writer.WriteEndObject();
        }
    }
}
