namespace Ledger.Simulation.Algorithms;

/// <summary>Sees every consensus message on the wire and remembers what each sealer signed.</summary>
public interface ISignatureWatch
{
    /// <summary>Takes a message.</summary>
    /// <param name="to">The number of the member that it is sent to.</param>
    /// <param name="payload">Its bytes.</param>
    /// <param name="isTrusted">Whether an honest node sent it, so that its signatures were checked.</param>
    /// <returns>The number of the member whose signatures are in conflict, and how; or <see langword="null"/>.</returns>
    (int Member, string Conflict)? Check(int to, ReadOnlyMemory<byte> payload, bool isTrusted);

    /// <summary>Whether its sender must remember it after a crash that follows right behind it.</summary>
    bool IsPromise(ReadOnlyMemory<byte> payload);

    /// <summary>A message in a few words.</summary>
    string Describe(ReadOnlyMemory<byte> payload);
}
