namespace Ledger.EndToEnd.Kit.Load;

/// <summary>A contract with one number at slot 0: every call adds one to it and logs the new value.</summary>
internal static class CounterContract
{
    // PUSH0 SLOAD PUSH1 1 ADD DUP1 PUSH0 SSTORE PUSH0 MSTORE PUSH1 32 PUSH0 LOG0 STOP
    private static readonly byte[] Code =
        [0x5f, 0x54, 0x60, 0x01, 0x01, 0x80, 0x5f, 0x55, 0x5f, 0x52, 0x60, 0x20, 0x5f, 0xa0, 0x00];

    /// <summary>Data of the deployment.</summary>
    // PUSH1 length DUP1 PUSH1 9 PUSH0 CODECOPY PUSH0 RETURN, then the code at 9
    public static byte[] Deployment => [0x60, (byte)Code.Length, 0x80, 0x60, 0x09, 0x5f, 0x39, 0x5f, 0xf3, .. Code];
}
