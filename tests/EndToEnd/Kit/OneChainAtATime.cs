// Four nodes and a database are enough for one machine; two chains at once would only measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
