namespace Ledger.Benchmarks.Evm.Programs;

/// <summary>One program of ipsilon/evm-benchmarks with one input, and what evmone needs for it.</summary>
/// <param name="Name">Program and input: <c>NAME.INPUT</c>.</param>
/// <param name="Gas">The gas of the execution alone at Prague, to six digits; 0 where none is published.</param>
/// <param name="EvmoneNs">CPU time of evmone 0.23's baseline interpreter in nanoseconds.</param>
internal sealed record EvmProgram(string Name, long Gas, double EvmoneNs)
{
    private const double Us = 1e3;
    private const double Ms = 1e6;

    /// <summary>The programs, with figures measured on 2026-11-22 on two cores of an AMD EPYC (evmone commit c8d67056, clang 19, x86-64-v2,
    /// CPU time of Google Benchmark). They compare with a run on the same kind of machine only.</summary>
    public static IReadOnlyList<EvmProgram> All { get; } =
    [
        new("snailtracer.benchmark", 161_067_468, 39.5 * Ms),
        new("blake2b_huff.empty", 13_984, 9.0 * Us),
        new("blake2b_huff.8415nulls", 879_923, 0.55 * Ms),
        new("blake2b_shifts.8415nulls", 12_043_100, 5.5 * Ms),
        new("sha1_divs.empty", 36_454, 48 * Us),
        new("sha1_divs.5311", 3_000_290, 3.6 * Ms),
        new("sha1_shifts.empty", 35_234, 30 * Us),
        new("sha1_shifts.5311", 2_898_470, 2.06 * Ms),
        new("weierstrudel.1", 47_561, 150 * Us),
        new("weierstrudel.15", 598_273, 1.36 * Ms),
        new("structarray_alloc.nfts_rank", 1_737_680, 0.40 * Ms),
        new("swap_math.spent", 3_179, 2.0 * Us),
        new("swap_math.received", 3_505, 2.1 * Us),
        new("swap_math.insufficient_liquidity", 2_232, 1.2 * Us),
        new("JUMPDEST_n0.empty", 527_598, 0.79 * Ms),
        new("jump_around.empty", 49_153, 29 * Us),
        new("loop_with_many_jumpdests.empty", 7_987_880, 11.8 * Ms),
        new("memory_grow_mload.nogrow", 57_356, 42 * Us),
        new("memory_grow_mload.by1", 0, 50 * Us),
        new("memory_grow_mload.by16", 0, 52 * Us),
        new("memory_grow_mload.by32", 102_409, 67 * Us),
        new("memory_grow_mstore.nogrow", 61_452, 49 * Us),
        new("memory_grow_mstore.by1", 0, 53 * Us),
        new("memory_grow_mstore.by16", 0, 81 * Us),
        new("memory_grow_mstore.by32", 106_505, 93 * Us),
        new("signextend.zero", 96_066, 67 * Us),
        new("signextend.one", 96_066, 93 * Us),
    ];
}
