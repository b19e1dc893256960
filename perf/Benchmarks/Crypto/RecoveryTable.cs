using System.Globalization;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Benchmarks.Crypto;

/// <summary>The command <c>recoveries [ROUNDS]</c>: a Markdown table of the CPU time of recovering an account, one by one and together, for
/// batches of several sizes on one thread and on two. The two take turns, so that what else the machine does hits both.</summary>
internal static class RecoveryTable
{
    private const int RoundsDefault = 15;
    private const int SignatureCount = 512;
    private const int SealSizeBytes = 65;

    private static readonly int[] BatchSizes = [1, 2, 3, 4, 8, 9, 16, 32, 64, 512];

    private static readonly ISignatureScheme Scheme = CryptoSuites.Secp256k1.Signatures;
    private static readonly Hash256[] Digests = [.. Enumerable.Range(0, SignatureCount).Select(
        i => CryptoSuites.Secp256k1.Hash.Hash(BitConverter.GetBytes(i)))];

    private static readonly byte[] Seals = [.. Digests.SelectMany(digest => Secp256k1Signer.Generate().Sign(digest))];

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 2 when the command line is wrong.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        int rounds = RoundsDefault;
        if (arguments.Count > 1 || (arguments.Count == 1 && !(int.TryParse(arguments[0], out rounds) && rounds > 0)))
        {
            Console.Error.WriteLine("usage: recoveries [ROUNDS]");
            return 2;
        }

        Console.WriteLine("| threads | batch | one by one, CPU us | together, CPU us | ratio |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: |");
        foreach (int threads in (int[])[1, 2])
        {
            foreach (int size in BatchSizes)
            {
                (double single, double together) = Measure(threads, size, rounds);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {threads} | {size} | {single:0.0} | {together:0.0} | {single / together:0.00} |"));
            }
        }

        return 0;
    }

    // Medians of rounds, after one that does not count.
    private static (double Single, double Together) Measure(int threads, int size, int rounds)
    {
        double[] single = new double[rounds];
        double[] together = new double[rounds];
        for (int round = -1; round < rounds; round++)
        {
            double one = CpuMicroseconds(threads, RecoverSingly);
            double many = CpuMicroseconds(threads, () => RecoverTogether(size));
            if (round >= 0)
            {
                single[round] = one;
                together[round] = many;
            }
        }

        Array.Sort(single);
        Array.Sort(together);
        return (single[rounds / 2], together[rounds / 2]);
    }

    // For one signature, of all threads together.
    private static double CpuMicroseconds(int threads, Action work)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        if (threads == 1)
        {
            work();
        }
        else
        {
            Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => work()))];
            Array.ForEach(workers, worker => worker.Start());
            Array.ForEach(workers, worker => worker.Join());
        }

        return (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / SignatureCount / threads;
    }

    private static void RecoverSingly()
    {
        for (int i = 0; i < SignatureCount; i++)
        {
            if (!Scheme.TryRecover(Digests[i], Seals.AsSpan(i * SealSizeBytes, SealSizeBytes), out _))
            {
                throw new InvalidOperationException("A sound signature was refused.");
            }
        }
    }

    private static void RecoverTogether(int size)
    {
        var signers = new Address?[size];
        for (int start = 0; start < SignatureCount; start += size)
        {
            int count = Math.Min(size, SignatureCount - start);
            Scheme.RecoverEach(Digests.AsSpan(start, count), Seals.AsSpan(start * SealSizeBytes), signers);
            if (signers.AsSpan(0, count).Contains(null))
            {
                throw new InvalidOperationException("A sound signature was refused.");
            }
        }
    }
}
