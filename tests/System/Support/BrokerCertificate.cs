// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Wattwarden.SystemTests.Support;

/// <summary>A private CA of today and a certificate for "localhost" that comes from it.</summary>
public sealed class BrokerCertificate
{
    public const string CaFile = "ca.pem";
    public const string OwnFile = "cert.pem";
    public const string KeyFile = "key.pem";

    private readonly string _own;
    private readonly string _key;

    public BrokerCertificate()
    {
        using X509Certificate2 ca = NewCa("House CA");
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 own = request.Create(ca, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(20), [1, 2, 3, 4]);
        (Ca, _own, _key) = (ca.ExportCertificatePem(), own.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>PEM.</summary>
    public string Ca { get; }

    /// <summary>A CA that has signed nothing, PEM.</summary>
    public static string OtherCa()
    {
        using X509Certificate2 ca = NewCa("Another CA");
        return ca.ExportCertificatePem();
    }

    /// <summary>Writes the three files; returns their paths.</summary>
    public string[] WriteInto(string folder)
    {
        string[] paths = [Path.Combine(folder, CaFile), Path.Combine(folder, OwnFile), Path.Combine(folder, KeyFile)];
        File.WriteAllText(paths[0], Ca);
        File.WriteAllText(paths[1], _own);
        File.WriteAllText(paths[2], _key);
        return paths;
    }

    private static X509Certificate2 NewCa(string name)
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }
}
