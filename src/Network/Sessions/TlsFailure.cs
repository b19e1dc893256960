using System.Security.Authentication;

namespace Ledger.Network.Sessions;

/// <summary>Puts a broken TLS handshake into one sentence.</summary>
internal static class TlsFailure
{
    /// <summary>What most likely happened.</summary>
    public static string Explain(Exception error)
    {
        string details = string.Join(' ', Chain(error).Select(one => one.Message));
        return error switch
        {
            _ when Mentions(details, "protocol version", "unsupported protocol", "TLS alert: 'ProtocolVersion'") =>
                "the other end does not speak TLS 1.3",
            _ when Mentions(details, "wrong version number", "frame size", "corrupted frame", "packet length", "http request") =>
                "the other end does not speak TLS: check that the address is a node's peer port, not its HTTP port",
            OperationCanceledException => "the other end did not finish the TLS handshake in time",
            AuthenticationException => $"the TLS handshake failed: {Innermost(error).Message}",
            _ => $"the connection broke off in the TLS handshake: {Innermost(error).Message}",
        };
    }

    private static bool Mentions(string text, params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static Exception Innermost(Exception error) => Chain(error).Last();

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (Exception? one = error; one is not null; one = one.InnerException)
        {
            yield return one;
        }
    }
}
