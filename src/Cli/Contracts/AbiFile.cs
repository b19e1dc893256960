using System.Text.Json;
using Ledger.Cli.CommandLine;
using Ledger.Crypto;
using Ledger.Domain.Abi;

namespace Ledger.Cli.Contracts;

/// <summary>Finds the interface in what compilers write: the array itself, or an object that has it as <c>abi</c>, as hardhat's, foundry's
/// and truffle's artifacts do.</summary>
internal static class AbiFile
{
    /// <summary>The JSON of the interface, checked.</summary>
    /// <exception cref="CommandFailedException">The file cannot be read, or holds no interface.</exception>
    public static string Read(string path)
    {
        try
        {
            var root = JsonElement.Parse(File.ReadAllBytes(path));
            string json = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("abi", out JsonElement abi)
                ? abi.GetRawText()
                : root.GetRawText();
            return ContractAbi.TryParse(json, CryptoSuites.Secp256k1.Hash, out _, out AbiProblem? problem)
                ? json
                : throw new CommandFailedException($"{path} holds no contract ABI. {problem}");
        }
        catch (JsonException problem)
        {
            throw new CommandFailedException($"{path} is not JSON: {problem.Message}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{path} cannot be read: {problem.Message}");
        }
    }
}
