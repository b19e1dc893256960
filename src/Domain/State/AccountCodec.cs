namespace Ledger.Domain.State;

/// <summary>The stored form of an account: RLP [nonce, balance, code hash], the code hash empty when there is no code.</summary>
public static class AccountCodec
{
    /// <summary>Encodes an account.</summary>
    public static byte[] Encode(in Account account) => throw new NotImplementedException(account.ToString());

    /// <summary>Decodes an account; strict and total. Empty bytes are no account.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Account account)
    {
        account = default;
        return bytes.IsEmpty && false;
    }
}
