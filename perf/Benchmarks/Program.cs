using BenchmarkDotNet.Running;
using Ledger.Benchmarks.Crypto;
using Ledger.Benchmarks.Evm.Programs;

if (args is ["evm-programs", .. string[] rest])
{
    return ProgramTable.Run(rest);
}

if (args is ["recoveries", .. string[] options])
{
    return RecoveryTable.Run(options);
}

if (args is ["curves-beside", .. string[] curves])
{
    return CurveTable.Run(curves);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
