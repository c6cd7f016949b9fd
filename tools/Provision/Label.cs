// SPDX-License-Identifier: MIT
using QRCoder;

namespace Wattwarden.Provision;

/// <summary>A board's label: text for people, the same as a QR code in PNG and SVG for the printer.</summary>
public static class Label
{
    private const int PixelsPerModule = 8;

    public static string Text(BoardRecord record)
    {
        List<string> lines =
        [
            record.Model,
            $"Serial number  {record.Serial}",
            "User           admin",
            $"Password       {record.Password}",
            $"Wi-Fi key      {record.ApKey}",
        ];
        if (record.Address.Length > 0) lines.Add($"Page           {record.Address}");
        return string.Join('\n', lines) + "\n";
    }

    public static string QrText(BoardRecord record) => record.Qr
        .Replace("{serial}", record.Serial, StringComparison.Ordinal)
        .Replace("{model}", record.Model, StringComparison.Ordinal)
        .Replace("{password}", record.Password, StringComparison.Ordinal)
        .Replace("{apKey}", record.ApKey, StringComparison.Ordinal)
        .Replace("{address}", record.Address, StringComparison.Ordinal);

    /// <summary>Writes serial.txt, serial.png and serial.svg into the folder.</summary>
    public static void Write(BoardRecord record, string folder)
    {
        using var generator = new QRCodeGenerator();
        using QRCodeData code = generator.CreateQrCode(QrText(record), QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(code);
        using var svg = new SvgQRCode(code);
        File.WriteAllText(Path.Combine(folder, record.Serial + ".txt"), Text(record));
        File.WriteAllBytes(Path.Combine(folder, record.Serial + ".png"), png.GetGraphic(PixelsPerModule));
        File.WriteAllText(Path.Combine(folder, record.Serial + ".svg"), svg.GetGraphic(PixelsPerModule));
    }
}
