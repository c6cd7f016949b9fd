// SPDX-License-Identifier: MIT
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Wattwarden.Emulator.Fleet;

/// <summary>TLS towards a broker whose certificate comes from a private CA, for the tool's own connections. What is wrong is an IOException in words for the command line.</summary>
internal static class SecureStream
{
    public static SslStream Over(NetworkStream plain, string host, string ca)
    {
        string? fault = null;
        var tls = new SslStream(plain, leaveInnerStreamOpen: false, (_, _, chain, errors) => (fault = Fault(host, chain, errors)) is null);
        using X509Certificate2 root = X509Certificate2.CreateFromPem(ca);
        try
        {
            tls.AuthenticateAsClient(new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = Only(root) });
            return tls;
        }
        catch (Exception error) when (error is AuthenticationException or IOException)
        {
            tls.Dispose();
            throw new IOException(fault ?? "no TLS is spoken there; without --mqtt-ca the fleet comes without TLS", error);
        }
    }

    private static X509ChainPolicy Only(X509Certificate2 root)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(root);
        return policy;
    }

    private static string? Fault(string host, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return null;
        if (errors == SslPolicyErrors.RemoteCertificateNameMismatch) return $"the broker's certificate does not name \"{host}\"; give --mqtt a name that it bears";
        string why = string.Join(", ", chain?.ChainStatus.Select(it => it.Status.ToString()) ?? []);
        return $"the broker's certificate does not come from the one in --mqtt-ca, or is not valid now ({why})";
    }
}
