using System.Collections.Frozen;
using Ledger.Domain.Abi;
using Ledger.Domain.Cryptography;
using Ledger.Domain.Primitives;

namespace Ledger.Application.Abis;

/// <summary>The custom errors of all registered interfaces at one moment. Immutable.</summary>
internal sealed class KnownErrors
{
    private readonly FrozenDictionary<Address, FrozenDictionary<FunctionSelector, AbiError>> _byContract;
    private readonly FrozenDictionary<FunctionSelector, AbiError> _unambiguous;

    public KnownErrors(IReadOnlyList<AbiSummary> abis, IHashFunction hash)
    {
        _byContract = abis.ToFrozenDictionary(
            abi => abi.Address,
            abi => abi.Errors.GroupBy(error => error.Selector).ToFrozenDictionary(same => same.Key, same => same.First()));
        _unambiguous = abis
            .SelectMany(abi => abi.Errors)
            .GroupBy(error => error.Selector)
            .Where(same => same.DistinctBy(error => error.Signature).Count() == 1)
            .ToFrozenDictionary(same => same.Key, same => Agreed([.. same], hash));
    }

    /// <summary>The error that the called contract declares with a selector; where it declares none, the one that all interfaces which have
    /// this selector declare alike.</summary>
    public AbiError? Find(Address? called, FunctionSelector selector) =>
        called is Address address
        && _byContract.TryGetValue(address, out FrozenDictionary<FunctionSelector, AbiError>? own)
        && own.TryGetValue(selector, out AbiError? declared)
            ? declared
            : _unambiguous.GetValueOrDefault(selector);

    /// <summary>Of equal signatures that name their parameters differently nobody can say whose names are meant: then there are no names.</summary>
    private static AbiError Agreed(AbiError[] same, IHashFunction hash) =>
        same.All(error => Names(error.Inputs).SequenceEqual(Names(same[0].Inputs)))
            ? same[0]
            : AbiError.Parse(same[0].Signature, hash);

    private static IEnumerable<string> Names(AbiType type) => type switch
    {
        AbiType.Tuple tuple => tuple.Members.SelectMany(member => Names(member.Type).Prepend(member.Name)),
        AbiType.Array array => Names(array.Element),
        AbiType.FixedArray array => Names(array.Element),
        _ => [],
    };
}
