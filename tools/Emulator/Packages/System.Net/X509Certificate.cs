// SPDX-License-Identifier: MIT
namespace System.Security.Cryptography.X509Certificates
{
    /// <summary>A certificate as its bytes: DER, or PEM with a NUL at its end (the chip's TLS library wants that). Read when it is used.</summary>
    public class X509Certificate
    {
        private readonly byte[] _certificate;

        public X509Certificate(byte[] certificate)
        {
            if (certificate.Length == 0) throw new ArgumentException();
            _certificate = certificate;
        }

        public virtual byte[] GetRawCertData() => _certificate;
    }
}
