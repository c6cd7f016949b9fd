// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Wattwarden.Provision;
using Xunit;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Wattwarden.Tests.Unit.Provision;

/// <summary>The label's QR code, read by somebody else's reader (ZXing).</summary>
public sealed partial class LabelTests : IDisposable
{
    private const int Scale = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("wattwarden-label-").FullName;

    private readonly BoardRecord _record = new()
    {
        Serial = "WW-000123", Model = "Wattwarden EMS", Profile = "p", Board = "b", Firmware = "0.1.0", Date = "2026-11-27",
        Password = "abcdefghjk", ApKey = "mnpqrstuvwxy", Login = "", Address = "http://192.168.0.100/", Qr = BoardProfile.DefaultQr,
    };

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void The_picture_reads_as_the_labels_words()
    {
        Label.Write(_record, _folder);
        Assert.Equal("SN:WW-000123;USER:admin;PASS:abcdefghjk;KEY:mnpqrstuvwxy", Read(File.ReadAllBytes(Path.Combine(_folder, "WW-000123.png"))));
    }

    [Fact]
    public void A_profile_may_have_its_own_text_in_the_code()
    {
        Label.Write(_record with { Qr = "{model} {serial} {address}" }, _folder);
        Assert.Equal("Wattwarden EMS WW-000123 http://192.168.0.100/", Read(File.ReadAllBytes(Path.Combine(_folder, "WW-000123.png"))));
    }

    [Fact]
    public void The_drawing_reads_the_same()
    {
        Label.Write(_record, _folder);
        XElement svg = XDocument.Load(Path.Combine(_folder, "WW-000123.svg")).Root!;
        int modules = int.Parse(svg.Attribute("viewBox")!.Value.Split(' ')[2], CultureInfo.InvariantCulture);
        byte[] grey = new byte[modules * modules * Scale * Scale];
        Array.Fill(grey, (byte)255);
        foreach (Match run in Run().Matches(svg.Elements().Single(part => part.Name.LocalName == "path").Attribute("d")!.Value))
        {
            int[] at = [.. run.Groups.Values.Skip(1).Select(group => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture))];
            for (int y = 0; y < Scale; y++) grey.AsSpan((at[1] * Scale + y) * modules * Scale + at[0] * Scale, at[2] * Scale).Clear();
        }

        Assert.Equal("SN:WW-000123;USER:admin;PASS:abcdefghjk;KEY:mnpqrstuvwxy", Read(grey, modules * Scale, modules * Scale));
    }

    [Fact]
    public void The_text_is_for_people()
    {
        Assert.Equal("Wattwarden EMS\nSerial number  WW-000123\nUser           admin\nPassword       abcdefghjk\nWi-Fi key      mnpqrstuvwxy\nPage           http://192.168.0.100/\n", Label.Text(_record));
        Assert.DoesNotContain("Page", Label.Text(_record with { Address = "" }));
    }

    private static string Read(byte[] png)
    {
        (byte[] grey, int width, int height) = Pixels(png);
        return Read(grey, width, height);
    }

    private static string Read(byte[] grey, int width, int height)
    {
        var bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height, RGBLuminanceSource.BitmapFormat.Gray8)));
        return new QRCodeReader().decode(bitmap)?.Text ?? throw new InvalidDataException("no code in the picture");
    }

    // A row of dark modules: where it begins and how long it is.
    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1")]
    private static partial Regex Run();

    // One bit a pixel, not interlaced, without filters: what the generator writes.
    private static (byte[] Grey, int Width, int Height) Pixels(byte[] png)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
        int height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        int depth = png[24];
        Assert.Equal(1, depth);
        using var packed = new MemoryStream();
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8)) packed.Write(png, at + 8, length);
            at += length + 12;
        }

        packed.Position = 0;
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);
        byte[] grey = new byte[width * height];
        byte[] row = new byte[1 + (width + 7) / 8];
        for (int y = 0; y < height; y++)
        {
            rows.ReadExactly(row);
            Assert.Equal(0, row[0]);
            for (int x = 0; x < width; x++) grey[y * width + x] = (byte)((row[1 + x / 8] >> (7 - x % 8) & 1) * 255);
        }

        return (grey, width, height);
    }
}
