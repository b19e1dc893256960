using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Domain.Abi;

/// <summary>An event of a contract: how its logs are made and read (ABI specification, "Events").</summary>
public sealed class AbiEvent
{
    /// <summary>How many topics a log has at most: LOG4 is the last of the instructions.</summary>
    public const int TopicsMax = 4;

    private readonly AbiEventParameter[] _parameters;
    private readonly AbiType.Tuple _data;
    private readonly int _signatureTopics;

    /// <summary>An event; its topic is computed once, here.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parameters">What it tells.</param>
    /// <param name="isAnonymous">Whether its logs begin without the topic.</param>
    /// <param name="hash">The hash that the contract was compiled for.</param>
    /// <exception cref="AbiException">More parameters are indexed than topics are left.</exception>
    public AbiEvent(string name, IReadOnlyList<AbiEventParameter> parameters, bool isAnonymous, IHashFunction hash)
    {
        Name = name;
        IsAnonymous = isAnonymous;
        _parameters = [.. parameters];
        _signatureTopics = isAnonymous ? 0 : 1;
        _data = new AbiType.Tuple([.. parameters.Where(parameter => !parameter.IsIndexed).Select(Plain)]);
        Signature = name + new AbiType.Tuple([.. parameters.Select(Plain)]).Name;
        Topic = hash.Hash(System.Text.Encoding.ASCII.GetBytes(Signature));
        if (TopicCount > TopicsMax)
        {
            throw new AbiException(AbiProblem.Of(
                $"The event {Signature} has {TopicCount - _signatureTopics} indexed parameters; "
                + $"a log has room for {TopicsMax - _signatureTopics}."));
        }
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>What it tells, in order.</summary>
    public IReadOnlyList<AbiEventParameter> Parameters => _parameters;

    /// <summary>Whether its logs begin without <see cref="Topic"/>.</summary>
    public bool IsAnonymous { get; }

    /// <summary>The canonical signature: <c>Transfer(address,address,uint256)</c>.</summary>
    public string Signature { get; }

    /// <summary>The hash of the signature: the first topic of every log, unless the event is anonymous.</summary>
    public Hash256 Topic { get; }

    /// <summary>How many topics its logs have.</summary>
    public int TopicCount => _signatureTopics + _parameters.Count(parameter => parameter.IsIndexed);

    /// <summary>Makes the topics and the data of a log.</summary>
    /// <param name="values">A value for each parameter.</param>
    /// <param name="hash">The hash that the contract was compiled for.</param>
    /// <param name="log">The log; <see langword="null"/> when a value does not fit.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public bool TryEncode(
        ReadOnlySpan<AbiValue> values, IHashFunction hash, out AbiLog? log, out AbiProblem? problem)
    {
        log = null;
        problem = values.Length == _parameters.Length
            ? null
            : AbiProblem.Of($"{Signature} takes {_parameters.Length} values, and these are {values.Length}.");
        var topics = new List<Hash256>(TopicsMax);
        var rest = new List<AbiValue>();
        if (!IsAnonymous)
        {
            topics.Add(Topic);
        }

        for (int i = 0; i < values.Length && problem is null; i++)
        {
            if (!_parameters[i].IsIndexed)
            {
                rest.Add(values[i]);
            }
            else if (AbiPacking.TryEncodeTopic(_parameters[i].Type, values[i], hash, out Hash256 topic, out problem))
            {
                topics.Add(topic);
            }
            else
            {
                problem = problem!.Inside($"arg[{i}]");
            }
        }

        if (problem is not null || !AbiCodec.TryEncode(_data, rest.ToArray(), out byte[] data, out problem))
        {
            return false;
        }

        log = new AbiLog(topics, data);
        return true;
    }

    /// <summary>Reads the topics and the data of a log.</summary>
    /// <param name="topics">The topics.</param>
    /// <param name="data">The data.</param>
    /// <param name="layout">Which arrangements of the data are taken; contracts may make any.</param>
    /// <param name="values">A value for each parameter; 32 bytes, its hash, for one that <see cref="AbiEventParameter.IsHashed"/>.</param>
    /// <param name="problem">What is wrong; <see langword="null"/> when nothing is.</param>
    public bool TryDecode(
        IReadOnlyList<Hash256> topics,
        ReadOnlySpan<byte> data,
        AbiLayout layout,
        out AbiValue values,
        out AbiProblem? problem)
    {
        values = default;
        problem = TopicCount != topics.Count
            ? AbiProblem.Of($"A log of {Signature} has {TopicCount} topics, and this one {topics.Count}.")
            : !IsAnonymous && topics[0] != Topic
            ? AbiProblem.Of($"A log of {Signature} begins with the topic {Topic}, and this one with {topics[0]}.")
            : null;
        if (problem is not null || !AbiCodec.TryDecode(_data, data, layout, out AbiValue rest, out problem))
        {
            return false;
        }

        var all = new AbiValue[_parameters.Length];
        int topic = _signatureTopics;
        int other = 0;
        for (int i = 0; i < all.Length; i++)
        {
            if (!_parameters[i].IsIndexed)
            {
                all[i] = rest[other++];
            }
            else if (!TryReadTopic(_parameters[i], topics[topic++], i, out all[i], out problem))
            {
                return false;
            }
        }

        values = AbiValue.Owned(all);
        return true;
    }

    /// <summary>The canonical signature.</summary>
    public override string ToString() => Signature;

    private static AbiParameter Plain(AbiEventParameter parameter) => new(parameter.Name, parameter.Type);

    private static bool TryReadTopic(
        AbiEventParameter parameter, in Hash256 topic, int index, out AbiValue value, out AbiProblem? problem)
    {
        if (parameter.IsHashed)
        {
            value = topic;
            problem = null;
            return true;
        }

        string? text = AbiWords.Read(parameter.Type, UInt256.FromBigEndian(topic.Bytes), out value);
        problem = text is null ? null : AbiProblem.Of(text).Inside($"arg[{index}]");
        return problem is null;
    }
}
