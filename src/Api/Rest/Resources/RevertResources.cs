using System.Buffers;
using System.Text.Json;
using Ledger.Application.Contracts;
using Ledger.Domain.Abi;

namespace Ledger.Api.Rest.Resources;

/// <summary>A custom error of a contract.</summary>
/// <param name="Name" example="InsufficientBalance">Its name.</param>
/// <param name="Signature" example="InsufficientBalance(uint256,uint256)">Its canonical signature.</param>
/// <param name="Arguments">What it tells, in order.</param>
internal sealed record RevertErrorResource(string Name, string Signature, IReadOnlyList<RevertArgumentResource> Arguments)
{
    public static RevertErrorResource? Of(RevertReason? reason) => reason?.Custom is RevertPayload.Custom custom
        ? new RevertErrorResource(
            custom.Error.Name,
            custom.Error.Signature,
            [.. custom.Error.Inputs.Members.Select((member, i) => RevertArgumentResource.Of(member, custom.Values[i]))])
        : null;
}

/// <summary>One value of a custom error.</summary>
/// <param name="Name" example="available">The parameter's name; empty when it has none.</param>
/// <param name="Type" example="uint256">Its type.</param>
/// <param name="Value">The value: numbers as decimal text, bytes and addresses as hexadecimal text, tuples as objects where all members
/// have names. Values nested deeper than 8 are written as one text.</param>
internal sealed record RevertArgumentResource(string Name, string Type, JsonElement Value)
{
    /// <summary>A receipt in a page and its members take the other half of <see cref="RestRegistration.JsonDepthMax"/>.</summary>
    private const int NestingMax = RestRegistration.JsonDepthMax / 2;

    public static RevertArgumentResource Of(AbiParameter parameter, AbiValue value)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            if (parameter.Type.Depth <= NestingMax)
            {
                AbiJson.Write(writer, parameter.Type, value);
            }
            else
            {
                writer.WriteStringValue(value.ToString());
            }
        }

        return new RevertArgumentResource(parameter.Name, parameter.Type.Name, JsonElement.Parse(json.WrittenSpan));
    }
}
