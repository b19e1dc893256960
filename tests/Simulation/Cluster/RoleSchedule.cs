using Ledger.Simulation.Disk;

namespace Ledger.Simulation.Cluster;

/// <summary>What becomes of one faulty node, and when.</summary>
/// <param name="world">The world.</param>
/// <param name="node">The node.</param>
public sealed class RoleSchedule(World world, SimulatedNode node)
{
    private static readonly TimeSpan RefusalTime = TimeSpan.FromSeconds(3);

    private const int BreaksMax = 4;
    private const int StepsMax = 250;

    private SimulatedDisk? _backup;

    /// <summary>Plans it.</summary>
    public void Plan()
    {
        switch (node.Role)
        {
            case NodeRole.Gone:
                At(0.9, Leave);
                break;
            case NodeRole.Wiped:
                At(0.9, () =>
                {
                    Remake(() =>
                    {
                        node.Disk.Wipe();
                        node.Witness.Wipe();
                    });
                    BreakOff(world.Plan.SnapshotBlocks > 0 ? world.Random.Next(BreaksMax + 1) : 0);
                });
                break;
            case NodeRole.Restored:
                At(0.4, () => _backup = node.Disk.Copy());
                At(0.9, () => Remake(() => node.Disk.Restore(_backup ?? new SimulatedDisk())));
                break;
            case NodeRole.Damaged:
                At(0.8, Damage);
                break;
        }
    }

    private void At(double latest, Action action) =>
        world.Scheduler.After(world.Plan.FaultPhase * (world.Random.NextDouble() * latest), action);

    private void Leave()
    {
        node.IsGone = true;
        Fell();
        world.Trace.Add($"{node.Name} is gone for good");
    }

    private void Remake(Action change)
    {
        Fell();
        change();
        world.Trace.Add($"{node.Name} has another disk now: {node.Role}, block {node.Disk.Head}");
        node.Start();
    }

    /// <summary>A node that starts from a snapshot loses power some steps later, and again when it goes on.</summary>
    private void BreakOff(int times)
    {
        if (times == 0 || world.Scheduler.Now > world.Plan.FaultPhase)
        {
            return;
        }

        if (!node.IsUp)
        {
            node.Timing.IsAway = false;
            node.Start();
        }

        node.CrashAfter(world.Random.Next(1, StepsMax));
        world.Scheduler.After(TimeSpan.FromMilliseconds(world.Random.Next(200, 3_000)), () => BreakOff(times - 1));
    }

    private void Damage()
    {
        Fell();
        node.Disk.Tear(isReadable: world.Random.Next(2) == 0);
        world.Trace.Add($"{node.Name}'s journal is damaged");
        node.Timing.IsAway = false;
        node.Start();
        world.Scheduler.After(RefusalTime, () =>
        {
            if (node.OpenFailure is null || node.IsUp)
            {
                world.Verdict.Violate($"{node.Name} runs on a damaged journal.");
                return;
            }

            Remake(() => node.Disk.Wipe());
        });
    }

    private void Fell()
    {
        if (node.IsUp)
        {
            node.Crash();
        }
    }
}
