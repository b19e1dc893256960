// The speed that the tests print is the process' CPU time: one run at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
