using Ledger.Simulation.Disk;

namespace Ledger.Simulation.Cluster;

/// <summary>What becomes of one faulty node, and when.</summary>
/// <param name="world">The world.</param>
/// <param name="node">The node.</param>
public sealed class RoleSchedule(World world, SimulatedNode node)
{
    private static readonly TimeSpan RefusalTime = TimeSpan.FromSeconds(3);

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
                At(0.9, () => Remake(() =>
                {
                    node.Disk.Wipe();
                    node.Witness.Wipe();
                }));
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
