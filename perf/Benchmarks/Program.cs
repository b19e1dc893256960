using BenchmarkDotNet.Running;
using Ledger.Benchmarks.Evm.Programs;

if (args is ["evm-programs", .. string[] rest])
{
    return ProgramTable.Run(rest);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
