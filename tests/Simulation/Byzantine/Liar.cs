using Ledger.Domain.Primitives;
using Ledger.Node;
using Ledger.Node.Ports;
using Ledger.Node.Wire;
using Ledger.Simulation.Algorithms;

namespace Ledger.Simulation.Byzantine;

/// <summary>Falsifies what one node sends: withheld, stale, replayed, broken, equivocating and forged messages, each liar with a
/// taste of its own.</summary>
public sealed class Liar
{
    private const int MemoryMax = 512;

    private readonly Random _random;
    private readonly IForger _forger;
    private readonly ForeignTraffic _foreign;
    private readonly List<PeerMessage> _memory = [];
    private readonly int _withholdPercent;
    private readonly int _replayPercent;
    private readonly int _foreignPercent;
    private readonly int _breakPercent;
    private readonly int _forgePercent;
    private readonly int _boastPercent;
    private readonly int _deafTo;

    /// <summary>Chooses how it lies.</summary>
    /// <param name="random">The run's source of chance.</param>
    /// <param name="forger">Signs false consensus messages.</param>
    /// <param name="hosts">How many hosts there are.</param>
    /// <param name="foreign">What the same sealers said in another group.</param>
    public Liar(Random random, IForger forger, int hosts, ForeignTraffic foreign)
    {
        _random = random;
        _forger = forger;
        _foreign = foreign;
        _withholdPercent = Taste(60);
        _replayPercent = Taste(15);
        _foreignPercent = Taste(30);
        _breakPercent = Taste(10);
        _forgePercent = Taste(40);
        _boastPercent = Taste(30);
        _deafTo = random.Next(1 << hosts);
    }

    /// <summary>Remembers a message of anyone, to say it again.</summary>
    public void Hear(PeerMessage message)
    {
        if (_memory.Count < MemoryMax)
        {
            _memory.Add(message);
        }
        else
        {
            _memory[_random.Next(MemoryMax)] = message;
        }
    }

    /// <summary>What is sent to a host in place of a message.</summary>
    public IEnumerable<PeerMessage> Falsify(int to, PeerMessage message)
    {
        Hear(message);
        var sent = new List<PeerMessage>();
        bool isWithheld = (_deafTo >> to & 1) == 1 && Happens(_withholdPercent);
        if (!isWithheld)
        {
            sent.Add(Alter(message));
        }

        if (Happens(_replayPercent))
        {
            sent.Add(_memory[_random.Next(_memory.Count)]);
        }

        if (Happens(_foreignPercent) && _foreign.Pick() is PeerMessage foreign)
        {
            sent.Add(foreign with { GroupId = message.GroupId });
        }

        return sent;
    }

    private int Taste(int percentMax) => _random.Next(3) == 0 ? 0 : _random.Next(percentMax);

    private bool Happens(int percent) => percent > 0 && _random.Next(100) < percent;

    private PeerMessage Alter(PeerMessage message)
    {
        if (message.Kind == PeerMessageKind.Consensus)
        {
            if (Happens(_forgePercent) && _forger.Forge(message.Payload, _random) is ReadOnlyMemory<byte> forged)
            {
                return message with { Payload = forged };
            }
        }
        else if (message.Kind == PeerMessageKind.Status && Happens(_boastPercent))
        {
            return message with { Payload = Boast() };
        }

        return Happens(_breakPercent) ? message with { Payload = Break(message.Payload) } : message;
    }

    private byte[] Boast()
    {
        long number = _random.Next(3) == 0 ? long.MaxValue : _random.Next(1, 100_000);
        return StatusMessage.Encode(new PeerProgress(number, new Hash256(SimulatedBytes(Hash256.SizeBytes)), 0));
    }

    private byte[] Break(ReadOnlyMemory<byte> payload)
    {
        byte[] bytes = payload.ToArray();
        if (bytes.Length == 0)
        {
            return [0xc0];
        }

        switch (_random.Next(4))
        {
            case 0:
                return bytes[..^_random.Next(1, bytes.Length + 1)];
            case 1:
                return [.. bytes, .. SimulatedBytes(_random.Next(1, 40))];
            default:
                bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
                return bytes;
        }
    }

    private byte[] SimulatedBytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
